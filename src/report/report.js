/*
 * Draws the charts of the report into their figures, again when the width changes. Without this script the page is
 * complete: every chart has its table.
 */
"use strict";

(() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const charts = Object.entries(data).filter(([, chart]) => chart);

    function describe(element, chart) {
        const svgs = element.matches("svg") ? [element] : [...element.querySelectorAll("svg")];
        for (const svg of svgs.filter((it) => it.clientWidth === 0 || it.clientWidth > 60)) {
            svg.setAttribute("role", "img");
            svg.setAttribute("aria-label", `Chart: ${chart.title}. Its figures stand in the table below.`);
        }
    }

    function draw(id, chart) {
        const figure = document.getElementById(`${id}-chart`);
        figure.hidden = false;
        const style = getComputedStyle(figure);
        const width = Math.floor(figure.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
        if (figure.dataset.width === String(width))
            return;
        figure.dataset.width = width;
        try {
            const parts = cairnCharts[chart.kind](chart, Math.max(280, width));
            parts.forEach((part) => describe(part, chart));
            figure.replaceChildren(...parts);
        } catch (error) {
            figure.hidden = true;
            console.error(`chart ${id}: ${error.stack}`);
        }
    }

    const drawAll = () => charts.forEach(([id, chart]) => draw(id, chart));

    let timer;
    addEventListener("resize", () => {
        clearTimeout(timer);
        timer = setTimeout(drawAll, 150);
    });

    // Paper shows what a click would show.
    let closed = [];
    addEventListener("beforeprint", () => {
        closed = [...document.querySelectorAll("details:not([open])")];
        closed.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

    drawAll();
    performance.mark("drawn");
})();
