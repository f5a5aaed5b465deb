// The view's HTTP contract (/openapi.yaml) as functions, the stream of pages, and the titles once read. page.js calls
// it. Every failure that it throws is a Problem with a sentence for the person at the screen.

const ANSWER_MS = 10_000;
const SILENCE_MS = 45_000; // three of the comments that keep a stream, each 15 s
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;
const TITLE_COUNT_MAX = 100; // of one request; the view takes 200
const TITLE_CHARACTERS_MAX = 4000; // of one request; the view takes 8,000, some proxies a line of 4 to 8 KiB
const MISSING_MS = 30_000; // a title that the catalogue lacks is asked for again after this

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }

  /** Whether the same request would meet the same refusal again. */
  get isRefusal() {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

async function problemOf(response) {
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    const { detail, title } = await response.json();
    return new Problem(response.status, detail ?? title);
  }
  if (response.status === 429) return new Problem(429, 'Too many requests; wait a moment and press again.');
  return new Problem(response.status, `The view answered ${response.status} ${response.statusText}.`);
}

/** Server-sent events out of the text of a stream, however it is cut. */
export class EventStreamParser {
  #rest = '';
  #endedInReturn = false;
  #name = '';
  #data = [];

  constructor(lastEventId = '') {
    this.lastEventId = lastEventId;
  }

  push(text) {
    if (text === '') return [];
    const isSecondHalfOfLineEnd = this.#endedInReturn && text.startsWith('\n');
    this.#endedInReturn = text.endsWith('\r');
    const lines = (this.#rest + (isSecondHalfOfLineEnd ? text.slice(1) : text)).split(/\r\n|\n|\r/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#take(line)).filter((event) => event !== null);
  }

  #take(line) {
    if (line === '') return this.#finish();
    const colon = line.indexOf(':');
    if (colon === 0) return null; // a comment
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#name = value;
    if (field === 'data') this.#data.push(value);
    if (field === 'id' && !value.includes('\0')) this.lastEventId = value;
    return null;
  }

  // An event without data counts here, unlike in EventSource: "forgotten" may have none to give.
  #finish() {
    const isEvent = this.#name !== '' || this.#data.length > 0;
    const event = { name: this.#name || 'message', data: this.#data.join('\n'), id: this.lastEventId };
    this.#name = '';
    this.#data = [];
    return isEvent ? event : null;
  }
}

export class ViewService {
  bearerToken = '';

  members() {
    return this.#read('/v1/members');
  }

  tokens(memberId) {
    return this.#read(`${memberPath(memberId)}/tokens`);
  }

  titles(encodedIds) {
    return this.#read(`/v1/titles?ids=${encodedIds}`);
  }

  send(memberId, event) {
    const headers = { 'Content-Type': 'application/json' };
    return this.#read(`${memberPath(memberId)}/events`, { method: 'POST', headers, body: JSON.stringify(event) });
  }

  /**
   * Reads the member's pages until closed, and connects again where the stream breaks. The listener has live(),
   * reconnecting(), page(page), forgotten() and refused(problem); the last two end it.
   */
  async follow(memberId, closed, listener) {
    let lastEventId = '';
    let pauseMs = FIRST_PAUSE_MS;
    const onLive = () => {
      pauseMs = FIRST_PAUSE_MS;
      listener.live();
    };
    while (!closed.aborted) {
      try {
        for await (const event of this.#homeEvents(memberId, lastEventId, closed, onLive)) {
          if (closed.aborted) return;
          lastEventId = event.id;
          if (event.name === 'page') listener.page(JSON.parse(event.data));
          if (event.name === 'forgotten') return listener.forgotten();
        }
      } catch (failure) {
        if (closed.aborted) return;
        if (!(failure instanceof Problem)) throw failure;
        if (failure.isRefusal) return listener.refused(failure);
      }
      if (closed.aborted) return;
      listener.reconnecting();
      await pause(pauseMs);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }

  async *#homeEvents(memberId, lastEventId, closed, onLive) {
    const connection = new AbortController();
    const close = () => connection.abort();
    closed.addEventListener('abort', close);
    let silence = setTimeout(close, SILENCE_MS);
    try {
      const headers = lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId };
      const response = await this.#ask(`${memberPath(memberId)}/home/stream`, { headers, signal: connection.signal });
      onLive();
      const parser = new EventStreamParser(lastEventId);
      const decoder = new TextDecoder();
      for await (const bytes of chunksOf(response.body)) {
        clearTimeout(silence);
        silence = setTimeout(close, SILENCE_MS);
        yield* parser.push(decoder.decode(bytes, { stream: true }));
      }
    } finally {
      clearTimeout(silence);
      closed.removeEventListener('abort', close);
      close();
    }
  }

  async #read(path, options = {}) {
    const response = await this.#ask(path, { ...options, signal: AbortSignal.timeout(ANSWER_MS) });
    return response.json().catch(unreachable);
  }

  async #ask(path, options) {
    const headers = { ...options.headers };
    if (this.bearerToken !== '') headers.Authorization = `Bearer ${this.bearerToken}`;
    const response = await fetch(path, { ...options, headers }).catch(unreachable);
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

/** The titles that were read so far, by id. */
export class Titles {
  #byId = new Map();
  #missingUntilMs = new Map();

  constructor(service) {
    this.service = service;
  }

  get(titleId) {
    return this.#byId.get(titleId);
  }

  nameOf(titleId) {
    return this.get(titleId)?.name ?? titleId;
  }

  async load(titleIds) {
    const nowMs = performance.now();
    const isUnknown = (titleId) => !this.#byId.has(titleId) && !(this.#missingUntilMs.get(titleId) > nowMs);
    const batches = batchesOf([...new Set(titleIds)].filter(isUnknown));
    await Promise.all(batches.map((batch) => this.#loadBatch(batch, nowMs + MISSING_MS)));
  }

  async #loadBatch(titleIds, missingUntilMs) {
    const { titles } = await this.service.titles(titleIds.map(encodeTwice).join(','));
    for (const title of titles) this.#byId.set(title.titleId, title);
    for (const titleId of titleIds) this.#missingUntilMs.set(titleId, missingUntilMs);
  }
}

/** Lists of ids, each short enough for one request. */
export function batchesOf(titleIds) {
  const batches = [];
  let characterCount = Infinity;
  for (const titleId of titleIds) {
    characterCount += encodeTwice(titleId).length + 1;
    if (characterCount > TITLE_CHARACTERS_MAX || batches.at(-1).length === TITLE_COUNT_MAX) {
      batches.push([]);
      characterCount = encodeTwice(titleId).length + 1;
    }
    batches.at(-1).push(titleId);
  }
  return batches;
}

// Twice, because the view splits at commas after decoding once.
const encodeTwice = (titleId) => encodeURIComponent(encodeURIComponent(titleId));

const memberPath = (memberId) => `/v1/members/${encodeURIComponent(memberId)}`;

// Not every browser can iterate over a response's body.
async function* chunksOf(body) {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(unreachable);
    if (done) return;
    yield value;
  }
}

function unreachable() {
  throw new Problem(0, 'The view does not answer; see whether it is running.');
}

export function pause(durationMs) {
  return new Promise((resume) => setTimeout(resume, durationMs));
}
