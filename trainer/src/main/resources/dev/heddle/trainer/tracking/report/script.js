// Without this script the page says the same; with it, a pointer over a chart reads off values.
document.querySelectorAll(".plot").forEach(function (plot) {
  var plane = plot.dataset.plane.split(" ").map(Number);
  var left = plane[0], right = plane[1], top = plane[2], bottom = plane[3];
  var low = plane[4], high = plane[5], end = plane[6];
  var figure = plot.closest(".chart");
  var readout = figure.querySelector(".readout") || figure.appendChild(document.createElement("span"));
  readout.className = "readout";
  readout.setAttribute("aria-hidden", "true");
  var cursor = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cursor.setAttribute("class", "cursor");
  plot.appendChild(cursor);
  var curves = Array.from(plot.querySelectorAll(".curve")).map(function (curve) {
    return curve.getAttribute("d").slice(1).split("L").map(function (point) {
      return point.split(" ").map(Number);
    });
  });
  function nearest(points, x) {
    return points.reduce(function (best, point) {
      return Math.abs(best[0] - x) > Math.abs(point[0] - x) ? point : best;
    });
  }
  function show(event) {
    var box = plot.getBoundingClientRect();
    var x = (event.clientX - box.left) / box.width * plot.viewBox.baseVal.width;
    var points = curves.map(function (points) { return nearest(points, x); });
    if (points.length === 0) { return; }
    cursor.setAttribute("d", "M" + points[0][0] + " " + top + "V" + bottom);
    var step = Math.round((points[0][0] - left) / (right - left) * end);
    readout.textContent = "step " + step.toLocaleString("en") + ": " + points.map(function (point) {
      return Number((low + (bottom - point[1]) / (bottom - top) * (high - low)).toPrecision(3));
    }).join(" · ");
  }
  function hide() {
    cursor.removeAttribute("d");
    readout.textContent = "";
  }
  plot.addEventListener("pointermove", show);
  plot.addEventListener("pointerleave", hide);
});
