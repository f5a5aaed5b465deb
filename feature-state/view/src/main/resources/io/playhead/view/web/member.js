// What the page knows of one member: the time in the member's world, what plays on which device, and the press that
// waits for its page. Pure: page.js calls it and passes the browser's monotonic clock (performance.now()) as nowMs.
//
// The member's world may be months away from the browser's date, and a member's events must never go back in time. So
// an event's time follows the member's last event, and only its pace is the browser's.

const QUARTER_HOUR_MS = 15 * 60 * 1000; // hours begin on a quarter of an hour in UTC, in every zone
const SEARCH_MS = 73 * 60 * 60 * 1000; // summer time leaves out an hour of a day, the date line a day: 3 d x 24 h + 1 h
const PLAYING_SPEED = 600; // a film of 100 minutes passes in 10 s, so that a stop soon looks like an evening
const UNKNOWN_RUNTIME_SECONDS = 90 * 60;
const LONGEST_WAIT_MS = 30_000; // a page later than this came of something else

const hourFormats = new Map();

export function localHour(instantMs, timeZone) {
  if (!hourFormats.has(timeZone)) {
    hourFormats.set(timeZone, new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }));
  }
  return Number(hourFormats.get(timeZone).format(instantMs));
}

/** The earliest instant after lastMs whose local hour is the hour. */
export function hourAfter(lastMs, hour, timeZone) {
  const firstMs = (Math.floor(lastMs / QUARTER_HOUR_MS) + 1) * QUARTER_HOUR_MS;
  for (let instantMs = firstMs; instantMs < lastMs + SEARCH_MS; instantMs += QUARTER_HOUR_MS) {
    if (localHour(instantMs, timeZone) === hour) return instantMs;
  }
  throw new Error(`No instant after ${new Date(lastMs).toISOString()} has hour=${hour} in timeZone=${timeZone}`);
}

/** One title on one device, from its start on. */
export class Playback {
  constructor(titleId, runtimeSeconds) {
    this.titleId = titleId;
    this.runtimeSeconds = runtimeSeconds || UNKNOWN_RUNTIME_SECONDS;
    this.status = 'stopped';
    this.reported = { positionSeconds: 0, atMs: 0, nowMs: 0 };
  }

  positionSeconds(nowMs) {
    const { positionSeconds, nowMs: reportedMs } = this.reported;
    if (this.status !== 'playing') return positionSeconds;
    const playedSeconds = ((nowMs - reportedMs) / 1000) * PLAYING_SPEED;
    return Math.min(this.runtimeSeconds, Math.round(positionSeconds + playedSeconds));
  }

  /** When the position was reached: what was watched took its time in the member's world too. */
  reachedMs(positionSeconds) {
    return this.reported.atMs + (positionSeconds - this.reported.positionSeconds) * 1000;
  }

  report(action, positionSeconds, atMs, nowMs) {
    this.status = { PLAY: 'playing', RESUME: 'playing', PAUSE: 'paused', STOP: 'stopped' }[action];
    this.reported = { positionSeconds, atMs, nowMs };
  }
}

export class MemberSession {
  #closing = new AbortController();
  #tail = Promise.resolve();
  #movedMs = 0;

  constructor(memberId) {
    this.memberId = memberId;
    this.lastEventMs = null;
    this.hasSent = false;
    this.page = null;
    this.playbacks = new Map(); // by device type
    this.press = null;
  }

  get closed() {
    return this.#closing.signal;
  }

  close() {
    this.#closing.abort();
  }

  /** Runs the action after those before it, so that events reach Kafka in the order of the presses. */
  enqueue(action) {
    const turn = this.#tail.then(action);
    this.#tail = turn.catch(() => null); // the caller has the failure; the next action takes its turn all the same
    return turn;
  }

  /** The member's last event was at this time, unless a later one is known. */
  moveTo(eventMs, nowMs) {
    if (this.lastEventMs !== null && eventMs <= this.lastEventMs) return;
    this.lastEventMs = eventMs;
    this.#movedMs = nowMs;
  }

  /** Time of an event that goes on with what the member is at. */
  followingMs(nowMs) {
    return this.lastEventMs + Math.max(1000, Math.round(nowMs - this.#movedMs));
  }

  /** Time of an event that begins something, in the hour that was chosen. */
  startingMs(hour, timeZone, nowMs) {
    if (localHour(this.lastEventMs, timeZone) === hour) return this.followingMs(nowMs);
    return hourAfter(this.lastEventMs, hour, timeZone);
  }

  /** Whether the page is older than the one that the member has: the revision rule of all readers. */
  isOlder(page) {
    if (this.page?.kind !== 'personal') return false;
    return page.kind === 'personal' ? page.revision < this.page.revision : page.stale;
  }

  /** While a press waits, another does not take its place: the first page to come may be the first press's. */
  beginPress(nowMs) {
    if (this.press !== null && nowMs - this.press.nowMs < LONGEST_WAIT_MS) return null;
    this.press = { nowMs, revision: this.page?.revision ?? -1 };
    return this.press;
  }

  cancelPress(press) {
    if (this.press === press) this.press = null;
  }

  /** Milliseconds from the press that waits to this page, or null where the page is not its answer. */
  answerPress(page, nowMs) {
    if (this.press === null || !(page.revision > this.press.revision)) return null;
    const waitedMs = nowMs - this.press.nowMs;
    this.press = null;
    return waitedMs < LONGEST_WAIT_MS ? waitedMs : null;
  }
}
