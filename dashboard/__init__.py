"""thidua: the dashboard of a Vietnamese provincial emulation bloc.

Imports go one way, each layer using only what stands below it; the contracts in
pyproject.toml hold it so::

    cli | app
    commands | views
    printing
    show, filters
    workspace
    briefing
    charts
    intake
    store
    queries
    stats | catalog
    text, look, settings, errors
"""
