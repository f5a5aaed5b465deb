// What the person at the screen does as the member: devices, the clock, titles and thumbs, each sent as an event. Holds
// which device is in the foreground; page.js makes it and says who the member is.

import { drawDevices, drawPosition, setText } from './drawing.js';
import { Playback, localHour } from './member.js';

const DEVICE_TYPES = ['phone', 'television'];
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const NOON = 12;
const NIGHT = 22;
const CLOCK_REST_MS = 300; // arrow keys pass through hours that nobody chose
const POSITION_TICK_MS = 500;

const eventTimeFormat = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone: TIME_ZONE,
});
const byId = (id) => document.getElementById(id);

export class Controls {
  #service;
  #titles;
  #member;
  #foreground = DEVICE_TYPES[0];
  #clockTimer;

  /** The member has session(), or null where nobody is shown, worldMs() and report(problem), or null: all is well. */
  constructor(service, titles, member) {
    this.#service = service;
    this.#titles = titles;
    this.#member = member;
  }

  get #session() {
    return this.#member.session();
  }

  listen() {
    const onClick = (id, action) => byId(id).addEventListener('click', action);
    for (const deviceType of DEVICE_TYPES) onClick(`device-${deviceType}`, () => this.#chooseDevice(deviceType));
    onClick('play-pause', () => this.#pressPlayPause());
    onClick('stop', () => this.#pressStop());
    onClick('thumbs-up', () => this.#pressThumb('THUMBS_UP'));
    onClick('thumbs-down', () => this.#pressThumb('THUMBS_DOWN'));
    onClick('noon', () => this.#setClock(NOON));
    onClick('night', () => this.#setClock(NIGHT));
    byId('clock').addEventListener('input', () => this.#drawClock());
    byId('clock').addEventListener('change', () => this.#changeClockSoon());
    setInterval(() => drawPosition(this.#session?.playbacks.get(this.#foreground)), POSITION_TICK_MS);
  }

  /** Another member is shown, or none: what was chosen for one is not sent for the next. */
  reset() {
    clearTimeout(this.#clockTimer);
    this.show();
  }

  show() {
    drawDevices(DEVICE_TYPES, this.#foreground, this.#session?.playbacks ?? new Map(), this.#titles);
    this.#drawLastEvent();
  }

  /** The hour that it is in the member's world. */
  showHourOf(worldMs) {
    byId('clock').value = localHour(worldMs, TIME_ZONE);
    this.#drawClock();
  }

  /** The device that the member is on, as far as the page knows it. */
  goOnWith(deviceType) {
    if (DEVICE_TYPES.includes(deviceType)) this.#foreground = deviceType;
  }

  pressForeground() {
    const deviceType = this.#foreground;
    this.#press((sender) => this.#send(sender, deviceType, this.#startingMs(sender), { action: 'FOREGROUND' }));
  }

  pressTitle({ titleId, row, rank }) {
    const deviceType = this.#foreground;
    this.#press(async (sender) => {
      const before = sender.playbacks.get(deviceType);
      if (before && before.status !== 'stopped') await this.#sendPlayback(sender, deviceType, 'STOP');
      sender.playbacks.set(deviceType, new Playback(titleId, this.#titles.get(titleId)?.runtimeSeconds));
      await this.#sendPlayback(sender, deviceType, 'PLAY', { row, rank });
    });
  }

  #pressPlayPause() {
    const deviceType = this.#foreground;
    this.#press((sender) => {
      const { status } = sender.playbacks.get(deviceType);
      const action = { playing: 'PAUSE', paused: 'RESUME', stopped: 'PLAY' }[status];
      return this.#sendPlayback(sender, deviceType, action);
    });
  }

  #pressStop() {
    const deviceType = this.#foreground;
    this.#press(async (sender) => {
      if (sender.playbacks.get(deviceType).status !== 'stopped') await this.#sendPlayback(sender, deviceType, 'STOP');
    });
  }

  #pressThumb(action) {
    const deviceType = this.#foreground;
    this.#press((sender) => {
      const { titleId } = sender.playbacks.get(deviceType);
      return this.#send(sender, deviceType, sender.followingMs(performance.now()), { action, titleId });
    });
  }

  /** Measures from here to the page, and takes the action after those before it. */
  #press(action) {
    const sender = this.#session;
    if (sender === null) return;
    const begun = sender.beginPress(performance.now());
    sender.enqueue(async () => {
      if (sender.lastEventMs === null) sender.moveTo(await this.#member.worldMs(), performance.now());
      await action(sender);
      this.#member.report(null);
    }).catch((failure) => {
      sender.cancelPress(begun);
      this.#member.report(failure);
    });
  }

  /** What plays changes once Kafka has the event; until then the buttons offer what they did. */
  async #sendPlayback(sender, deviceType, action, origin = {}) {
    const playback = sender.playbacks.get(deviceType);
    const nowMs = performance.now();
    const positionSeconds = action === 'PLAY' ? 0 : playback.positionSeconds(nowMs);
    const atMs = action === 'PLAY'
      ? this.#startingMs(sender)
      : Math.max(sender.followingMs(nowMs), playback.reachedMs(positionSeconds));
    await this.#send(sender, deviceType, atMs, { action, titleId: playback.titleId, positionSeconds, ...origin });
    playback.report(action, positionSeconds, atMs, nowMs);
    this.show();
  }

  async #send(sender, deviceType, atMs, fields) {
    const [country, locale] = [byId('country').value.trim().toUpperCase(), byId('locale').value.trim()];
    const place = { timeZone: TIME_ZONE, ...(country && { country }), ...(locale && { locale }) };
    sender.moveTo(atMs, performance.now());
    sender.hasSent = true;
    await this.#service.send(sender.memberId, { ...fields, at: new Date(atMs).toISOString(), deviceType, ...place });
    if (this.#session === sender) this.#drawLastEvent();
  }

  #startingMs(sender) {
    return sender.startingMs(Number(byId('clock').value), TIME_ZONE, performance.now());
  }

  #chooseDevice(deviceType) {
    this.#foreground = deviceType;
    this.show();
    this.pressForeground();
  }

  /** Hours that pass by on the way to another are not the ones chosen, so a press counts from when the clock rests. */
  #changeClockSoon() {
    clearTimeout(this.#clockTimer);
    this.#clockTimer = setTimeout(() => this.pressForeground(), CLOCK_REST_MS);
  }

  #setClock(hour) {
    clearTimeout(this.#clockTimer);
    byId('clock').value = hour;
    this.#drawClock();
    this.pressForeground();
  }

  #drawClock() {
    const hour = `${byId('clock').value.padStart(2, '0')}:00`;
    byId('clock-hour').value = hour;
    byId('clock').setAttribute('aria-valuetext', hour);
  }

  #drawLastEvent() {
    const lastMs = this.#session?.lastEventMs ?? null;
    setText(byId('last-event'), lastMs === null ? '' : `Last event ${eventTimeFormat.format(lastMs)}, ${TIME_ZONE}`);
  }
}
