// Reports the theme on screen, names the page's language, and gives each figure
// a second image button. Stops when Streamlit takes the component away.
const modeOf = (colour) => {
  const pixel = document.createElement("canvas").getContext("2d");
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
};

const other = { svg: "png", png: "svg" };

// Plotly reads the options at the click, so they are lent to it for that moment.
const addButton = (figure) => {
  const first = figure.querySelector(".modebar-btn");
  const context = figure._context;
  if (!first || !context || figure.querySelector("[data-t-image]")) return;
  const own = context.toImageButtonOptions || {};
  const format = other[own.format || "png"];
  const words = (context.locales[context.locale] || {}).dictionary || {};
  const key = format === "png" ? "Download plot as a PNG" : "Download plot";
  const button = first.cloneNode(true);
  for (const [one, kind] of [[first, other[format]], [button, format]]) {
    one.dataset.tImage = kind;
    one.textContent = kind.toUpperCase();
  }
  button.setAttribute("data-title", words[key] || key);
  button.setAttribute("aria-label", words[key] || key);
  button.addEventListener("click", () => {
    // A redrawn figure has another context than the one seen here first.
    const now = figure._context;
    now.toImageButtonOptions = { ...own, format, scale: format === "png" ? 3 : 1 };
    first.click();
    now.toImageButtonOptions = own;
  });
  first.after(button);
};

export default function ({ data, setStateValue, parentElement }) {
  document.documentElement.lang = data.language;
  const host = parentElement.host || parentElement;
  let reported = data.mode;
  const look = () => {
    const style = getComputedStyle(host);
    const colour = style.getPropertyValue("--st-background-color").trim();
    if (colour && modeOf(colour) !== reported) {
      reported = modeOf(colour);
      setStateValue("mode", reported);
    }
    document.documentElement.lang = data.language;
    document.querySelectorAll(".js-plotly-plot").forEach(addButton);
  };
  look();
  const timer = setInterval(look, 500);
  return () => clearInterval(timer);
}
