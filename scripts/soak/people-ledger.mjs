// What the services saw of people, bots and members, and what of it breaks a promise. Nothing here is the bridge's own word: it goes by requests and
// answers on the wire, in the order of `tick`, and by what the channels hold in the end.
import { createHash } from "node:crypto";

const hashOf = (text) => createHash("sha256").update(text).digest("hex");
const markOf = (id) => hashOf(id).slice(0, 32);

/** The mark in the Metadata of a bot's own message. */
export function partOf(metadata) {
  return (metadata && JSON.parse(metadata)["CHIME.LEX.part"]) || undefined;
}

/** How a welcome will be marked: its id is made of the channel, the bot, and its default token. */
function welcomeMark({ ChannelArn, Member, CreatedTimestamp }, botArn) {
  const at = typeof CreatedTimestamp === "number" ? Math.round(CreatedTimestamp * 1_000) : Date.parse(CreatedTimestamp);
  const token = `joined ${Member.Arn} ${at}`;
  return markOf(`:say:${hashOf(JSON.stringify([ChannelArn, "", botArn, token]))}`);
}

export function createPeopleLedger() {
  let ticks = 0;
  const tick = () => ++ticks;
  const rooms = new Map();
  const subjects = new Map();
  const marks = new Map();
  const attempts = new Map();
  const broken = { afterPause: [], behind: [], told: [], afterAll: [], agents: [] };

  function roomOf(id) {
    const known = rooms.get(id) ?? { at: 0, isPaused: false, episodes: [], resumes: [] };
    rooms.set(id, known);
    return known;
  }

  /** A message that people sent, or a welcome: everything that is done about it is decided and counted by its name. */
  function subjectOf(name, more = {}) {
    const known = subjects.get(name) ?? {
      ...{ name, turns: 0, counts: {}, faults: new Set(), landed: new Set(), behind: new Map() },
      ...{ begunAt: tick(), endedAt: 0, finishedAt: Number.POSITIVE_INFINITY },
      ...more,
    };
    subjects.set(name, known);
    return known;
  }

  /** What the table says of a pause: later writes count, whoever hears of them first. */
  function observe(room, item) {
    const at = Number(item?.at?.N ?? 0);
    if (at <= room.at) return;
    room.at = at;
    const now = tick();
    if (item.state.S === "resumed") {
      end(room, now);
      room.resumes.push(now);
      return;
    }
    const { by, since } = { by: item.by.S, since: item.since.N };
    const last = room.episodes.at(-1);
    if (room.isPaused && last.by === by && last.since === since) return;
    room.isPaused = true;
    room.episodes.push({ by, since, at, taken: now, acked: undefined, ended: undefined });
  }

  function end(room, now) {
    room.isPaused = false;
    for (const episode of room.episodes) episode.ended ??= now;
  }

  /** The pauses of others that are on without a break until now. */
  const othersOn = (room, own) => room.episodes.filter(({ ended, by }) => ended === undefined && by !== own);

  /** Since when this request has been under way: since the last look that let it through, or since now if nobody looked for it. */
  function beginningOf(attempt, now, isSign) {
    const { looks } = attempt;
    if (isSign) {
      // The first look was for the turn.
      const from = attempt.hasAsked ? 1 : 0;
      const at = looks.findLastIndex(({ isUsed }, place) => place >= from && !isUsed);
      if (at < 0) return now;
      looks[at].isUsed = true;
      return looks[at].at;
    }
    const look = looks.findLast(({ at }) => at > attempt.floor);
    attempt.floor = now;
    return look?.at ?? now;
  }

  return {
    broken,
    tick,
    roomOf,
    subjectOf,
    subjects: () => [...subjects.values()],
    nth(subject, operation) {
      subject.counts[operation] = (subject.counts[operation] ?? 0) + 1;
      return subject.counts[operation];
    },
    /** An invocation begins; its requests bear its trace. */
    begin(trace, about) {
      attempts.set(trace, { ...about, begunAt: tick(), looks: [], floor: 0, hasAsked: false });
    },
    ended(subject) {
      subject.endedAt = tick();
    },
    attemptOf: (trace) => attempts.get(trace),
    /** Notes by which mark and name the answer to a message will be known. */
    expect(subject, { CallbackId, ChannelMessage: { MessageId } }) {
      subject.own = `${MessageId}:${CallbackId}`;
      marks.set(markOf(subject.own), subject);
    },
    expectWelcome(subject, membership, botArn) {
      marks.set(welcomeMark(membership, botArn), subject);
    },
    byMark: (mark) => marks.get(mark),
    bySubject: (name) => subjects.get(name),

    /** A pause was read, and the answer goes to whoever asked at that time. */
    read(attempt, room, { asked, item, isPausedNow }) {
      observe(room, item);
      if (!isPausedNow || item.by?.S === attempt.subject?.own) attempt.looks.push({ at: asked, isUsed: false });
    },
    /** The table took a write of a pause. */
    wrote(room, item) {
      observe(room, item);
    },
    /** Its acknowledgement is out. */
    acknowledged(attempt, room, { asked, item }) {
      const episode = room.episodes.findLast(({ by, since }) => by === item.by?.S && since === item.since?.N);
      if (episode) episode.acked ??= tick();
      if (item.by?.S === attempt.subject?.own) attempt.looks.push({ at: asked, isUsed: false });
    },
    /** Nothing is paused any more: time has passed. */
    expire() {
      for (const room of rooms.values()) end(room, tick());
    },
    /** The bot's answer to a turn is out. */
    answered(attempt) {
      attempt.floor = tick();
    },

    /** The bot begins to say something: who arrives here has already decided. `part` is a number, `placeholder` or `typing`. */
    speaks(attempt, room, { subject, part }) {
      const now = tick();
      const isSign = part === "placeholder" || part === "typing";
      const begun = beginningOf(attempt, now, isSign);
      const isNew = !subject.landed.has(part);
      const on = othersOn(room, subject.own);
      for (const episode of on)
        if (episode.acked !== undefined && episode.acked < begun)
          broken.afterPause.push({ subject: subject.name, part, by: episode.by });
      return { now, isNew, on };
    },
    /** It came into the channel. */
    landed(attempt, room, { subject, part, said: { now, isNew, on } }) {
      if (part === "typing" || !isNew || subject.landed.has(part)) return;
      subject.landed.add(part);
      if (attempt.begunAt > subject.finishedAt) broken.afterAll.push({ subject: subject.name, part });
      if (subject.promised && part !== "placeholder" && room.at < subject.promised.at)
        broken.told.push({ subject: subject.name, part });
      for (const episode of on) {
        if (episode.acked === undefined || episode.acked >= now) continue;
        const parts = subject.behind.get(episode) ?? new Set();
        subject.behind.set(episode, parts.add(part));
        if (parts.size === 2) broken.behind.push({ subject: subject.name, parts: [...parts], by: episode.by });
      }
    },
    /** A colleague's message went through. */
    passed(subject, room, createdAt) {
      const isExcused = [...subject.faults].some((fault) => fault.startsWith("pause"));
      if (!room.isPaused && room.at < createdAt && !isExcused) broken.agents.push({ subject: subject.name });
    },
  };
}

/** Whether somebody else had taken over at some time between these. */
export function wasPaused({ episodes }, own, [from, until]) {
  return episodes.some(({ by, taken, ended }) => by !== own && taken <= until && (ended ?? until) >= from);
}
