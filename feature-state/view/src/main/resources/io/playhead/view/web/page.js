// The page: who is shown, and what comes back for them, which it hands to drawing.js. What the person at the screen does
// as the member is controls.js's.

import { Controls } from './controls.js';
import { HomeRows, drawPresses, drawTimings, drawTokens, setText, titleIdsOf } from './drawing.js';
import { MemberSession } from './member.js';
import { Problem, Titles, ViewService, pause } from './service.js';

const TOKENS_REST_MS = 300; // a page follows each event; the tokens need not
const MEMBERS_RETRY_MS = 2000;
const PRESS_COUNT = 10;
const LEFT_OUT = [401, 403, 404]; // what a view that is not in local mode may say of the list of members
// The engine refuses events a day ahead of its clock, and each change of the hour moves a member on by up to a day.
const ROOM_MS = 60 * 24 * 60 * 60 * 1000; // 60 d x 24 h x 60 min x 60 s

const service = new ViewService();
const titles = new Titles(service);
const homeRows = new HomeRows(byId('rows'));
const controls = new Controls(service, titles, {
  session: () => session, worldMs: readMembers, report: showProblem,
});
const pressesMs = [];
let isLocal = false;
let session = null;
let tokensTimer;

function byId(id) {
  return document.getElementById(id);
}

// ---- who is shown

async function start() {
  isLocal = await learnMode(); // before anything can be chosen, because cards are buttons in local mode alone
  for (const element of document.querySelectorAll('[data-sends]')) element.hidden = !isLocal;
  byId('member-form').hidden = false;
  byId('bearer-form').hidden = isLocal;
  if (!isLocal) setText(byId('home-note'), 'Choose a member.');
  listen();
  chooseFromHash();
}

async function learnMode() {
  for (;;) {
    try {
      controls.showHourOf(await readMembers());
      showProblem(null);
      return true;
    } catch (failure) {
      if (LEFT_OUT.includes(failure.status)) return false;
      showProblem(failure);
    }
    await pause(MEMBERS_RETRY_MS);
  }
}

/** Offers the members that the view knows; gives the time of their world. */
async function readMembers() {
  const { members, newestEventAt } = await service.members();
  byId('members').replaceChildren(...members.map((memberId) => new Option(memberId, memberId)));
  return newestEventAt === null ? Date.now() - ROOM_MS : Date.parse(newestEventAt);
}

function chooseFromHash() {
  const memberId = new URLSearchParams(location.hash.slice(1)).get('member');
  if (memberId && memberId !== session?.memberId) choose(memberId);
}

function chooseTyped() {
  const memberId = byId('member').value.trim();
  if (memberId !== '' && memberId !== session?.memberId) choose(memberId);
}

function invent() {
  const random = crypto.getRandomValues(new Uint32Array(2));
  choose(`guest-${random[0].toString(36)}${random[1].toString(36)}`);
  controls.pressForeground();
}

function choose(memberId) {
  session?.close();
  session = new MemberSession(memberId);
  byId('member').value = memberId;
  location.hash = `member=${encodeURIComponent(memberId)}`;
  showProblem(null);
  clearPage('Waiting for the page.');
  setText(byId('connection'), 'connecting');
  follow(session).catch(showProblem);
}

function clearPage(note) {
  homeRows.clear();
  delete document.body.dataset.revision;
  delete document.body.dataset.kind;
  setText(byId('home-note'), note);
  drawTimings(byId('timings'), null);
  drawTokens(byId('tokens'), [], titles);
  controls.reset();
}

// ---- what comes back

function follow(followed) {
  const showConnection = (state) => setText(byId('connection'), state);
  return service.follow(followed.memberId, followed.closed, {
    live: () => showConnection('live'),
    reconnecting: () => showConnection('reconnecting'),
    page: (page) => takePage(followed, page).catch(showProblem),
    forgotten: () => {
      followed.close();
      session = null;
      clearPage('This member asked to be forgotten: there is no page any more.');
      showConnection('closed');
    },
    refused: (problem) => {
      showConnection('closed');
      showProblem(problem);
    },
  });
}

async function takePage(taker, page) {
  const arrivedMs = performance.now();
  if (taker.isOlder(page)) return;
  const isFirst = taker.page === null;
  showPress(taker.answerPress(page, arrivedMs));
  taker.page = page;
  if (page.kind === 'personal') takeContext(taker, page.context, isFirst, arrivedMs);
  refreshTokensSoon(taker);
  await titles.load(titleIdsOf(page)).catch(showProblem); // a card without a name is better than none
  if (session === taker && taker.page === page) drawPage(page); // unless a newer one came meanwhile
}

function takeContext(taker, context, isFirst, nowMs) {
  taker.moveTo(Date.parse(context.eventTime), nowMs);
  if (isFirst && !taker.hasSent) controls.goOnWith(context.deviceType);
}

function drawPage(page) {
  homeRows.draw(page, titles, isLocal);
  setText(byId('home-note'), noteOn(page));
  drawTimings(byId('timings'), page.timings);
  controls.show();
  document.body.dataset.kind = page.kind;
  if (page.revision === undefined) delete document.body.dataset.revision;
  else document.body.dataset.revision = page.revision;
}

function noteOn(page) {
  const stale = page.stale ? ' The view is catching up: there may be a newer page.' : '';
  if (page.kind === 'popular') return `No page was made for this member yet: this is what is popular.${stale}`;
  const { deviceType, localHour: hour } = page.context;
  const device = deviceType === null ? '' : `, for the ${deviceType}`;
  return `Revision ${page.revision}${device}${hour === null ? '' : ` at ${hour}:00`}.${stale}`;
}

function showPress(waitedMs) {
  if (waitedMs === null) return;
  pressesMs.push(Math.round(waitedMs));
  if (pressesMs.length > PRESS_COUNT) pressesMs.shift();
  byId('press-to-page').textContent = `press to page ${pressesMs.at(-1)} ms`;
  drawPresses(byId('presses'), pressesMs);
}

function refreshTokensSoon(taker) {
  clearTimeout(tokensTimer);
  tokensTimer = setTimeout(() => refreshTokens(taker).catch(showProblem), TOKENS_REST_MS);
}

async function refreshTokens(taker) {
  if (session !== taker) return;
  const { tokens } = await service.tokens(taker.memberId);
  await titles.load(tokens.map((token) => token.titleId));
  if (session === taker) drawTokens(byId('tokens'), tokens, titles);
}

// ---- the page itself

function showProblem(problem) {
  setText(byId('problem'), problem?.message ?? '');
  if (problem && !(problem instanceof Problem)) reportError(problem); // ours, not the view's: to the console too
}

function useBearerToken() {
  service.bearerToken = byId('bearer-token').value.trim();
  const memberId = session?.memberId ?? byId('member').value.trim();
  if (memberId !== '') choose(memberId);
}

function listen() {
  const onSubmit = (id, action) => byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    action();
  });

  onSubmit('member-form', chooseTyped);
  onSubmit('bearer-form', useBearerToken);
  byId('member').addEventListener('change', chooseTyped);
  if (isLocal) byId('member').addEventListener('focus', () => readMembers().catch(showProblem));
  addEventListener('hashchange', chooseFromHash);

  byId('invent').addEventListener('click', invent);
  byId('rows').addEventListener('click', (event) => {
    const card = event.target.closest('button.card');
    if (card === null) return;
    const { titleId, rank } = card.dataset;
    controls.pressTitle({ titleId, row: card.closest('.row').dataset.row, rank: Number(rank) });
  });
  if (isLocal) controls.listen();
}

start();
