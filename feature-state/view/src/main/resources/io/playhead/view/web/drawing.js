// Draws what page.js gives it: the home page's rows, the devices, the stages' timings, the presses and the tokens. All
// text goes in as text, never as markup: names come from the catalogue and ids from anywhere.

const ROW_HEADINGS = {
  'top-picks': 'Top picks',
  'continue-watching': 'Continue watching',
  'because-you-watched': 'Because you watched',
  'new-for-you': 'New for you',
  popular: 'Popular',
  new: 'New',
};
const BECAUSE = 'because:';
const SLIDE = { duration: 280, easing: 'ease-out' };
const STATUS_WORDS = { // how it is, and what the button does
  playing: ['Playing', 'Pause'],
  paused: ['Paused', 'Resume'],
  stopped: ['Stopped', 'Play again'],
};
const STAGES = [
  ['Kafka → job', 'appendedAt', 'readAt'],
  ['in the job', 'readAt', 'listedAt'],
  ['to the view', 'listedAt', 'receivedAt'],
];

export function rowHeading(row) {
  const words = row.replaceAll('-', ' ');
  return ROW_HEADINGS[row] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export function reasonInWords(reason, titles) {
  if (reason === 'taste') return 'for your taste';
  if (reason.startsWith(BECAUSE)) return `because you watched ${titles.nameOf(reason.slice(BECAUSE.length))}`;
  return reason;
}

/** Ids of the titles that the page names, in a row or in a reason. */
export function titleIdsOf(page) {
  const items = page.rows.flatMap((row) => row.items);
  const reasons = items.map((item) => item.reason).filter((reason) => reason.startsWith(BECAUSE));
  return [...items.map((item) => item.titleId), ...reasons.map((reason) => reason.slice(BECAUSE.length))];
}

/**
 * The home page. Rows and cards are kept from page to page and moved, so that nothing flickers, what has the focus
 * keeps it, and a row stays where it was scrolled to.
 */
export class HomeRows {
  #container;
  #sections = new Map();
  #cards = new Map();
  #page = null;

  constructor(container) {
    this.#container = container;
  }

  clear() {
    this.#container.replaceChildren();
    this.#sections.clear();
    this.#cards.clear();
    this.#page = null;
  }

  /** Cards are buttons where a title can be played. */
  draw(page, titles, canPlay) {
    const before = this.#positions();
    for (const animation of this.#container.getAnimations({ subtree: true })) animation.cancel();
    const keepFocus = this.#focusKeeper();
    this.#arrange(page, titles, canPlay);
    keepFocus();
    if (this.#page !== null) this.#slideFrom(before);
    this.#page = page;
  }

  #arrange(page, titles, canPlay) {
    const earlierIds = this.#page?.kind === page.kind ? new Set(this.#page.rows.flatMap(titleIdsOfRow)) : null;
    const scrolled = [...this.#sections.values()].map((section) => [stripOf(section), stripOf(section).scrollLeft]);
    const [sections, cards] = [new Map(), new Map()];
    const [rowKey, cardKey] = [numbered(), numbered()];
    for (const row of page.rows) {
      const key = rowKey(row.row);
      const section = this.#sections.get(key) ?? newSection(row.row, canPlay);
      sections.set(key, section);
      const rowCards = row.items.map((item, rank) => {
        const itemKey = cardKey(item.titleId);
        const card = this.#cards.get(itemKey) ?? newCard(item.titleId, canPlay);
        const isNew = earlierIds !== null && !earlierIds.has(item.titleId);
        fillCard(card, item, rank, titles, isNew);
        cards.set(itemKey, card);
        return card;
      });
      putInOrder(stripOf(section), rowCards);
    }
    putInOrder(this.#container, [...sections.values()]);
    for (const [strip, left] of scrolled) strip.scrollLeft = left; // an element that is moved forgets it
    [this.#sections, this.#cards] = [sections, cards];
  }

  /** To be called once the cards have moved. Where the card is gone its row's heading is the next best place. */
  #focusKeeper() {
    const focused = document.activeElement;
    if (!this.#container.contains(focused)) return () => {};
    const heading = focused.closest('.row').querySelector('h3');
    const isByKeyboard = focused.matches(':focus-visible');
    return () => {
      const target = focused.isConnected ? focused : heading;
      if (document.activeElement !== target) target.focus({ preventScroll: true });
      if (isByKeyboard) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
  }

  #positions() {
    const tops = new Map();
    const places = new Map(); // a card's place within its row, since the row itself slides too
    for (const [key, section] of this.#sections) tops.set(key, section.getBoundingClientRect().top);
    for (const [key, card] of this.#cards) {
      const strip = card.parentElement.getBoundingClientRect();
      const { left, right } = card.getBoundingClientRect();
      const isInSight = left < strip.right && right > strip.left;
      places.set(key, { strip: card.parentElement, left: left - strip.left, isInSight });
    }
    return { tops, places };
  }

  /** The FLIP technique: all is in its new place by now, and comes there from where it was seen last. */
  #slideFrom(before) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const after = this.#positions();
    for (const [key, top] of after.tops) {
      if (before.tops.has(key)) slide(this.#sections.get(key), 0, before.tops.get(key) - top);
    }
    for (const [key, place] of after.places) {
      const earlier = before.places.get(key);
      if (!place.isInSight && !earlier?.isInSight) continue;
      if (earlier?.strip === place.strip) slide(this.#cards.get(key), earlier.left - place.left, 0);
      else this.#cards.get(key).animate([{ opacity: 0 }, { opacity: 1 }], SLIDE);
    }
  }
}

function slide(element, x, y) {
  if (Math.abs(x) + Math.abs(y) < 1) return;
  element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], SLIDE);
}

const byId = (id) => document.getElementById(id);
const titleIdsOfRow = (row) => row.items.map((item) => item.titleId);
const stripOf = (section) => section.querySelector('.strip');

/** Tells the same name apart each time that it comes on one page. */
function numbered() {
  const counts = new Map();
  return (name) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return `${counts.get(name)} ${name}`;
  };
}

/** Moves only what is not in its place. */
function putInOrder(parent, children) {
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
  while (parent.children.length > children.length) parent.lastElementChild.remove();
}

function newElement(tag, className, text = '') {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}

function newSection(row, canPlay) {
  const section = newElement('section', 'row');
  section.dataset.row = row;
  const heading = newElement('h3', '', rowHeading(row));
  heading.tabIndex = -1;
  const strip = newElement('ol', 'strip');
  if (!canPlay) strip.tabIndex = 0; // without buttons in it, what else would scroll it by keyboard
  section.append(heading, strip);
  return section;
}

function newCard(titleId, canPlay) {
  const card = newElement(canPlay ? 'button' : 'div', 'card');
  if (canPlay) card.type = 'button';
  card.dataset.titleId = titleId;
  if (canPlay) card.append(newElement('span', 'for-readers-aloud', 'Play '));
  for (const part of ['name', 'facts', 'reason', 'mark']) card.append(newElement('span', `card-${part}`));
  const place = newElement('li', '');
  place.append(card);
  return place;
}

function fillCard(place, { titleId, reason }, rank, titles, isNew) {
  const title = titles.get(titleId);
  const facts = [title?.genres.join(', '), title?.releaseDate?.slice(0, 4)];
  place.firstChild.dataset.rank = rank;
  setText(place.querySelector('.card-name'), titles.nameOf(titleId));
  setText(place.querySelector('.card-facts'), facts.filter(Boolean).join(' · '));
  setText(place.querySelector('.card-reason'), reasonInWords(reason, titles));
  setText(place.querySelector('.card-mark'), isNew ? 'new here' : '');
  place.querySelector('.card-mark').hidden = !isNew;
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function drawDevices(deviceTypes, foreground, playbacks, titles) {
  for (const deviceType of deviceTypes) {
    const button = byId(`device-${deviceType}`);
    const playback = playbacks.get(deviceType);
    const isBusy = playback && playback.status !== 'stopped';
    button.setAttribute('aria-pressed', deviceType === foreground);
    setText(button.querySelector('.device-title'), isBusy ? titles.nameOf(playback.titleId) : '');
  }
  drawPlayback(playbacks.get(foreground), titles);
}

function drawPlayback(playback, titles) {
  const [heading, label] = STATUS_WORDS[playback?.status] ?? ['', 'Play'];
  setText(byId('now-playing'), playback ? `${heading}: ${titles.nameOf(playback.titleId)}` : 'Nothing playing');
  setText(byId('play-pause'), label);
  for (const id of ['play-pause', 'thumbs-up', 'thumbs-down']) byId(id).disabled = !playback;
  byId('stop').disabled = !playback || playback.status === 'stopped';
  drawPosition(playback);
}

export function drawPosition(playback) {
  const seconds = playback?.positionSeconds(performance.now()) ?? 0;
  const runtimeSeconds = playback?.runtimeSeconds ?? 1;
  byId('position').max = runtimeSeconds;
  byId('position').value = seconds;
  const minutes = `minute ${Math.floor(seconds / 60)} of ${Math.ceil(runtimeSeconds / 60)}`;
  setText(byId('position-text'), playback ? minutes : 'Press a title to play it.');
}

export function drawTimings(list, timings) {
  list.replaceChildren();
  if (!timings) return;
  for (const [stage, from, to] of STAGES) {
    const takenMs = Date.parse(timings[to]) - Date.parse(timings[from]);
    list.append(newElement('dt', '', stage), newElement('dd', '', `${takenMs} ms`));
  }
}

/** Heights are shares of the longest. */
export function drawPresses(list, pressesMs) {
  const longestMs = Math.max(1, ...pressesMs);
  list.replaceChildren(...pressesMs.map((pressMs) => {
    const bar = newElement('li', '', `${pressMs}`);
    bar.style.setProperty('--share', pressMs / longestMs);
    return bar;
  }));
}

export function drawTokens(list, tokens, titles) {
  list.replaceChildren(...tokens.map((token) => {
    const line = newElement('li', '');
    const name = newElement('span', 'token-title', titles.nameOf(token.titleId));
    line.append(name, newElement('span', 'token-facts quiet', tokenFacts(token)));
    return line;
  }));
}

function tokenFacts({ deviceType, localHour, watchedSeconds, actions }) {
  const hour = localHour === null ? null : `${localHour}:00`;
  const watched = watchedSeconds === null ? null : `${Math.round(watchedSeconds / 60)} min`;
  const done = actions.map((action) => action.toLowerCase().replaceAll('_', ' ')).join(', ');
  return [deviceType, hour, watched, done].filter(Boolean).join(' · ');
}
