// Draws the charts from the JSON of the page, in the colours of its style sheet. Text from data goes onto canvases and
// nowhere else.
'use strict';

{
  const PRINTED_WIDTH_PX = 680; // 180 mm, A4 less its margins; a little less than Letter's
  const PRINTED_PIXEL_RATIO = 3;
  const BAR_PX = 14;
  const CATEGORY_GAP_PX = 14;
  const AXES_PX = 64;
  const LEGEND_PX = 32;
  const LINE_PX = 280;
  const LABEL_CHARACTERS = 28;
  const WHISKER_PX = 6;
  const TIME_LABEL_PX = 60;

  const specs = JSON.parse(document.getElementById('charts').textContent);

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const seriesColor = (index) => (index === 0 ? 'accent' : 'second');
  const shorten = (label) => {
    const characters = [...label];
    return characters.length <= LABEL_CHARACTERS ? label : `${characters.slice(0, LABEL_CHARACTERS - 1).join('')}…`;
  };

  function tickText(value, { isShare }) {
    const shown = isShare ? 100 * value : value;
    const text = shown.toLocaleString('en-US', { maximumSignificantDigits: 6 });
    return isShare ? `${text} %` : text;
  }

  function valueAxis(spec, more) {
    return {
      title: { display: true, text: spec.axis, color: color('quiet') },
      grid: { color: color('line') },
      border: { display: false },
      ticks: { color: color('quiet'), maxTicksLimit: 7, callback: (value) => tickText(value, spec.digits) },
      ...more,
    };
  }

  // As the library does, but with the dashes of a line, and without the edges of bands.
  function generateLabels(chart) {
    const { datasets } = chart.data;
    return Chart.defaults.plugins.legend.labels.generateLabels(chart)
      .filter(({ datasetIndex }) => !datasets[datasetIndex].isEdge)
      .map((label) => ({ ...label, lineDash: datasets[label.datasetIndex].borderDash }));
  }

  function plugins(spec, titleOf) {
    return {
      legend: {
        display: spec.series.length > 1,
        align: 'start',
        onClick: null, // no series is ever hidden: the numbers below show all
        labels: {
          color: color('text'),
          usePointStyle: true,
          pointStyle: spec.kind === 'line' ? 'line' : 'rect',
          pointStyleWidth: 28,
          boxHeight: 8,
          padding: 14,
          generateLabels,
        },
      },
      tooltip: {
        backgroundColor: color('text'),
        titleColor: color('surface'),
        bodyColor: color('surface'),
        displayColors: false,
        filter: ({ dataset }) => !dataset.isEdge,
        callbacks: {
          title: ([item]) => (item === undefined ? '' : titleOf(item)),
          label: ({ dataset, dataIndex }) => `${dataset.label}: ${dataset.points[dataIndex].text}`,
        },
      },
    };
  }

  // The intervals of bars.
  function drawWhiskers(chart) {
    const { ctx, scales } = chart;
    ctx.save();
    chart.data.datasets.forEach(({ points }, index) => {
      chart.getDatasetMeta(index).data.forEach(({ y }, i) => {
        const { low, high } = points[i];
        if (low !== null) drawWhisker(ctx, scales.x.getPixelForValue(low), scales.x.getPixelForValue(high), y);
      });
    });
    ctx.restore();
  }

  function drawWhisker(ctx, left, right, y) {
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
    for (const end of [left, right]) {
      ctx.moveTo(end, y - WHISKER_PX / 2);
      ctx.lineTo(end, y + WHISKER_PX / 2);
    }
    for (const [name, width] of [['surface', 4], ['text', 1.5]]) { // seen on the bar and beside it
      ctx.strokeStyle = color(name);
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }

  function bars(spec) {
    const ends = spec.series.flatMap(({ points }) => points.flatMap(({ value, low, high }) => [value, low, high]));
    const known = ends.filter((end) => end !== null);
    return {
      type: 'bar',
      data: {
        labels: spec.categories.map(shorten),
        datasets: spec.series.map(({ name, points }, index) => ({
          label: name,
          points,
          data: points.map(({ value }) => value),
          backgroundColor: color(seriesColor(index)),
          barThickness: BAR_PX,
          borderRadius: 2,
        })),
      },
      options: {
        indexAxis: 'y',
        interaction: { mode: 'index', axis: 'y', intersect: false },
        scales: {
          x: valueAxis(spec, { suggestedMin: Math.min(0, ...known), suggestedMax: Math.max(0, ...known) }),
          y: { grid: { display: false }, ticks: { color: color('text'), autoSkip: false } },
        },
        plugins: plugins(spec, ({ dataIndex }) => spec.categories[dataIndex]),
      },
      plugins: [{ id: 'whiskers', afterDatasetsDraw: drawWhiskers }],
    };
  }

  function lines(spec) {
    return {
      type: 'line',
      data: { datasets: spec.series.flatMap(lineAndBand) },
      options: {
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        scales: {
          x: {
            type: 'linear',
            bounds: 'data',
            grid: { display: false },
            border: { color: color('line') },
            ticks: { color: color('quiet'), maxRotation: 0, autoSkip: false, callback: (timeMs, i, all) => timeText(timeMs, all) },
            afterBuildTicks: (axis) => {
              const countMax = Math.max(2, Math.floor(axis.width / TIME_LABEL_PX));
              axis.ticks = timesBetween(axis.min, axis.max, countMax).map((value) => ({ value }));
            },
          },
          y: valueAxis(spec, { grace: '5%' }),
        },
        plugins: plugins(spec, ({ parsed }) => `${new Date(parsed.x).toISOString().slice(0, 16).replace('T', ' ')} UTC`),
      },
    };
  }

  function lineAndBand({ name, points }, index) {
    const along = (key) => points.map((point) => ({ x: point.timeMs, y: point[key] }));
    const edge = { isEdge: true, points, borderWidth: 0, pointRadius: 0, pointHitRadius: 0, backgroundColor: color(`${seriesColor(index)}-band`) };
    const line = {
      label: name,
      points,
      data: along('value'),
      borderColor: color(seriesColor(index)),
      backgroundColor: color(seriesColor(index)),
      borderWidth: 2,
      borderDash: index === 0 ? [] : [6, 4], // told apart without colours too
      pointRadius: points.length > 60 ? 0 : 2.5,
      pointStyle: index === 0 ? 'circle' : 'rect',
    };
    if (points.every(({ low }) => low === null)) return [line];
    return [line, { ...edge, data: along('low'), fill: false }, { ...edge, data: along('high'), fill: '-1' }];
  }

  // ---- times, all in UTC

  const MINUTE_MS = 60_000;
  const HOUR_MS = 60 * MINUTE_MS;
  const DAY_MS = 24 * HOUR_MS;
  const STEPS_MS = [1, 5, 15, 30].map((n) => n * MINUTE_MS)
    .concat([1, 3, 6, 12].map((n) => n * HOUR_MS), [1, 2, 7].map((n) => n * DAY_MS));
  const STEPS_MONTHS = [1, 3, 6, 12, 24, 60, 120];
  const MONDAY_MS = 4 * DAY_MS; // 1970-01-05

  function timesBetween(fromMs, toMs, countMax) {
    const stepMs = STEPS_MS.find((ms) => (toMs - fromMs) / ms <= countMax);
    return stepMs === undefined ? months(fromMs, toMs, countMax) : multiples(fromMs, toMs, stepMs);
  }

  function multiples(fromMs, toMs, stepMs) {
    const times = [];
    const startMs = stepMs === 7 * DAY_MS ? MONDAY_MS : 0;
    for (let ms = startMs + Math.ceil((fromMs - startMs) / stepMs) * stepMs; ms <= toMs; ms += stepMs) times.push(ms);
    return times;
  }

  function months(fromMs, toMs, countMax) {
    const from = new Date(fromMs);
    const first = 12 * from.getUTCFullYear() + from.getUTCMonth();
    const spanMonths = (toMs - fromMs) / (30 * DAY_MS);
    const step = STEPS_MONTHS.find((n) => spanMonths / n <= countMax) ?? STEPS_MONTHS.at(-1);
    const times = [];
    for (let month = Math.ceil(first / step) * step; ; month += step) {
      const ms = Date.UTC(Math.floor(month / 12), month % 12);
      if (ms > toMs) return times;
      if (ms >= fromMs) times.push(ms);
    }
  }

  function timeText(timeMs, ticks) {
    const stepMs = ticks.length > 1 ? ticks[1].value - ticks[0].value : DAY_MS;
    const as = (options) => new Date(timeMs).toLocaleString('en-GB', { timeZone: 'UTC', ...options });
    if (stepMs > 300 * DAY_MS) return as({ year: 'numeric' });
    if (stepMs > 20 * DAY_MS) return as({ month: 'short', year: 'numeric' });
    if (timeMs % DAY_MS === 0) return as({ day: 'numeric', month: 'short' });
    return as({ hour: '2-digit', minute: '2-digit' });
  }

  // ---- drawing, again whenever the colours change

  const drawn = [];

  function heightOf(spec) {
    const legendPx = spec.series.length > 1 ? LEGEND_PX : 0;
    if (spec.kind === 'line') return LINE_PX + legendPx;
    return AXES_PX + legendPx + spec.categories.length * (spec.series.length * (BAR_PX + 2) + CATEGORY_GAP_PX);
  }

  function draw(isPrinted) {
    while (drawn.length > 0) drawn.pop().destroy();
    for (const spec of specs) {
      const canvas = document.getElementById(spec.id);
      const config = spec.kind === 'bar' ? bars(spec) : lines(spec);
      canvas.parentElement.style.height = isPrinted ? 'auto' : `${heightOf(spec)}px`;
      if (isPrinted) Object.assign(canvas, { width: PRINTED_WIDTH_PX, height: heightOf(spec) });
      Object.assign(config.options, {
        animation: false,
        responsive: !isPrinted,
        maintainAspectRatio: false,
        ...(isPrinted ? { devicePixelRatio: PRINTED_PIXEL_RATIO } : {}),
      });
      drawn.push(new Chart(canvas, config));
    }
  }

  addEventListener('beforeprint', () => {
    document.documentElement.dataset.print = '';
    draw(true);
  });
  addEventListener('afterprint', () => {
    delete document.documentElement.dataset.print;
    draw(false);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw(false));
  Chart.defaults.font.family = 'system-ui, sans-serif';
  draw(false);
}
