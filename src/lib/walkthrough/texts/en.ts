import { shellWord } from '../../lab/shell-word.ts';
import type { Problem } from '../commands/problem.ts';
import type { Choice, Key } from '../course/scene.ts';
import type { Chapter } from '../lesson.ts';
import type { LessonProgress } from '../progress/progress.ts';
import { englishProblems } from './en-problems.ts';

type ProblemTexts = { readonly [K in Problem['kind']]: (problem: Extract<Problem, { kind: K }>) => string };

/** What the course says in English. What comes in is shown as it is: names, keys, commands, and the broker's own words. */
export const english = {
  chapters: {
    routing: 'Routing',
    publishing: 'Publishing',
    consuming: 'Consuming',
    queues: 'Queues',
    failure: 'Failure',
    systems: 'Whole systems',
  } as Readonly<Record<Chapter, string>>,

  states: {
    new: '',
    tried: 'begun',
    done: 'done',
    skipped: 'skipped',
  } as Readonly<Record<LessonProgress['state'], string>>,

  welcome: [
    'Learn what RabbitMQ does with a message: predict, run it on a broker, and see where you were wrong.',
    'Wrong answers are the interesting ones: nobody counts them but you.',
    'Your progress is saved as you go. The keys are below each question.',
  ],
  welcomeBack: (lesson: string) => `Welcome back. Here you go on: ${lesson}`,
  goodbye: (lesson: string | null) =>
    lesson === null ? 'Saved.' : `Saved. mq-lab learn goes on with ${lesson}.`,
  end: [
    'That was the whole course.',
    'Your own topology next: mq-lab test holds it to what you expect, mq-lab explain says where a message would go, and mq-lab learn --sandbox is there to try things.',
  ],
  stillSkipped: (lessons: string) => `You skipped: ${lessons}`,

  keys: {
    hint: 'hint',
    skip: 'skip',
    back: 'back',
    lessons: 'lessons',
    sandbox: 'sandbox',
    quit: 'quit',
  } as Readonly<Record<Key, string>>,
  move: 'move',
  moveOn: (shown: number, of: number) => `move, ${shown} of ${of} lines are shown`,
  tick: 'tick',
  answer: 'answer',
  choose: 'choose',

  choices: {
    begin: 'Begin',
    'go-on': 'What to make of it',
    next: 'Go on',
    again: 'Once more',
    improve: 'Build it with fewer bindings',
    retry: 'Try again',
    lessons: 'All lessons',
    sandbox: 'Try things in the sandbox',
  } as Readonly<Record<Choice, string>>,
  nextLesson: (lesson: string) => `Next: ${lesson}`,

  lessons: 'Lessons',
  question: (number: number, of: number) => `Question ${number} of ${of}`,
  none: 'none of them',
  tickSomething: "Tick what gets it, or 'none of them'; s skips the question.",
  noneAlone: "'none of them' goes with nothing else.",
  wantsNumber: 'A whole number, 0 or more.',
  wantsChoice: (most: number) =>
    most === 1 ? '1 or Enter, or one of the letters.' : `A number from 1 to ${most}, or one of the letters.`,
  wantsChoices: (most: number) => `Numbers from 1 to ${most}, as in 1,3; or one of the letters.`,
  plainChoose: 'Number:',
  plainTick: 'Numbers, as in 1,3:',
  plainNumber: 'How many:',
  yourAnswer: (answer: string) => `Your answer: ${answer}`,
  youSkipped: 'Skipped.',
  skippedLesson: (lesson: string) => `Skipped: ${lesson}. It comes again at the end.`,
  hints: ['A nudge', 'The rule', 'The answer'] as readonly [string, string, string],

  played: (broker: string) => `What happened on ${broker}`,
  running: 'Running it …',
  onEmbedded: 'That broker cannot play this lesson, so it is played on the embedded one.',
  received: 'received',
  /** What is said to a screen reader where a sign is drawn for others. */
  spoken: {
    right: 'Right:',
    wrong: 'Wrong:',
    skipped: 'Skipped:',
    matched: 'Matched:',
    notMatched: 'Not matched:',
    bound: ' to ',
    boundBy: (asks: string) => ` by ${asks} to `,
  },
  legend: '● got it · did not   ✔ as you said ✗ not as you said',
  score: (right: number, of: number) => `${right} of ${of} right`,
  you: 'you',
  broker: 'the broker',
  skippedAnswer: 'skipped',
  noChoice: 'none of these',
  wasTold: 'right, after the hint told it: not counted',
  otherwise:
    'This broker did otherwise than what was written about RabbitMQ here, so the explanation is left out.',
  readOn: 'read on',

  goal: 'Goal',
  wanted: (queues: string) => (queues === '' ? 'no queue' : queues),
  mostBindings: (most: number, par: number) => `At most ${most} bindings; par is ${par}.`,
  bench: (bindings: number, most: number) => `${bindings} of at most ${most} bindings`,
  nothingBound: 'nothing bound yet',
  builderKeys:
    'Type a command: bind, unbind, queue, exchange, undo, try, show, goal, hint, help, skip, quit.',
  reached: 'Every message is where it should be.',
  notReached: (wrong: number) =>
    wrong === 1
      ? 'One message is not where it should be.'
      : `${wrong} messages are not where they should be.`,
  tooMany: (bindings: number, most: number) =>
    `It works, with ${bindings} bindings: at most ${most} count. Which one takes what another takes already?`,
  missing: 'missing',
  surplus: 'surplus',
  wantedNotCame: (message: string, queue: string) => `${message} should reach ${queue}, and did not:`,
  cameNotWanted: (message: string, queue: string) => `${message} reached ${queue}, and should not:`,
  noWay: 'no binding leads there',
  par: (bindings: number, par: number) => {
    const over = bindings - par;
    const count = `${bindings} binding${bindings === 1 ? '' : 's'}`;
    if (over === 0) return `${count}: par.`;
    return over > 0
      ? `${count}: ${over} over par.`
      : `${count}: ${-over} under par. Nobody had thought of that.`;
  },
  solution: 'One way to do it:',

  commands: {
    queue: 'declare a queue; --transient, --exclusive, --auto-delete',
    exchange: 'declare an exchange: direct, fanout, topic, headers',
    bind: 'bind a queue; to an exchange: bind SOURCE =[KEY]=> EXCHANGE; headers: bind SOURCE -> QUEUE x-match=any k=v',
    unbind: 'take a binding away, by its number',
    delete: 'delete a queue or an exchange',
    undo: 'take the last command back',
    try: 'publish the messages on the broker, and see where they come',
    show: 'what is declared and bound',
    goal: 'the goal again',
    hint: 'a nudge, then the rule, then a solution',
    skip: 'on to the next lesson',
    lessons: 'all lessons',
    sandbox: 'try things with what you have built',
    quit: 'end the course; all is saved',
    publish:
      'publish; --id=, --body=, --priority=, --expires=5s, --expiration=TEXT, --persistent, --not-mandatory; the default exchange is (default)',
    consume:
      'start a consumer; --by=CLIENT: on its channel; --channel-prefetch=N, --takes=100ms, --failures=N, --batch=N, --no-ack, --exclusive',
    get: 'ask a queue for one message, which may be none; --no-ack',
    ack: 'acknowledge what a consumer holds (--answer=hold)',
    reject: 'reject it, without requeue',
    requeue: 'put it back into its queue',
    cancel: 'stop a consumer; what it holds stays with it',
    crash: "break a client's connection",
    purge: 'empty a queue',
    wait: 'let time pass: it is virtual, and costs nothing',
    drain: 'let time pass until nobody works any more',
    restart: 'restart the broker',
    watch: 'what lies in the queues, and who received and holds what',
    save: 'write it all as a scenario file, for mq-lab test',
    help: 'this list',
    leave: 'leave the sandbox; quit does, too',
  },

  sandbox: [
    'The sandbox: a broker of your own. Each command is done on it, and shows what followed.',
    'help lists the commands, help publish tells of one, undo takes the last one back, leave goes back to where you were.',
  ],
  sandboxEmbedded: 'The sandbox is on the embedded broker: --broker is for the lessons.',
  nothingThere: 'nothing is there yet: queue NAME declares a queue',
  undone: (done: string) => `Taken back: ${done}`,
  empty: 'empty',
  queueGone: 'gone',
  queueLocked: 'locked: exclusive to another connection',
  queueStream: 'a stream: it keeps what was read',
  receives: (messages: string) => `received ${messages}`,
  nothingReceived: 'received nothing',
  lost: (messages: string, queue: string) => `The restart lost what lay in ${queue}: ${messages}`,
  holds: (messages: string) => `holds ${messages}`,
  consumesNoMore: 'consumes no more',
  again: (message: string) => `${message} again`,
  saved: (path: string) => `Written to ${path}. Run it with mq-lab test ${shellWord(path)}`,
  saveExists: (path: string) => `${path} is there already, and is left as it is. Give another name.`,
  notSaved: (path: string, reason: string) => `${path} cannot be written: ${reason}`,
  nothingToSave: 'There is nothing to save yet.',

  failed: 'That could not be played:',
  takenBack: 'The command is taken back.',
  problems: englishProblems as ProblemTexts,

  damaged: (kept: string) =>
    `A part of the saved progress is damaged. What can be read is kept; the whole of it is now ${kept}`,
  unreadable: (path: string, reason: string) =>
    `The saved progress at ${path} cannot be read (${reason}): the course begins anew, and nothing is written there.`,
  unwritable: (path: string, reason: string) =>
    `Progress cannot be saved at ${path} (${reason}). The course goes on without.`,
  later: (path: string) =>
    `The saved progress at ${path} is of a later mq-lab: it is left alone, and nothing is saved.`,

  unknownLesson: (lesson: string) => `unknown lesson '${lesson}'`,
  unknownLessonHint: (similar: string) =>
    `${similar === '' ? '' : `Did you mean ${similar}? `}mq-lab learn --list prints every lesson.`,
  oneLesson: (lessons: string) => `expected one lesson to begin with, got '${lessons}'`,
  noTerminal: 'the course needs a terminal to ask at',
  noTerminalHint:
    'mq-lab learn LESSON --transcript prints a lesson with its answers, mq-lab learn --list all lessons.',
  resetAsk: (lessons: string) => `Forget the progress of ${lessons}? [y/N] `,
  resetAll: (number: number) => `all ${number} lessons`,
  resetDone: (lessons: string) => `Forgotten: ${lessons}.`,
  resetNot: 'Left as it is.',
  resetFailed: (path: string, reason: string) =>
    `Nothing is forgotten: ${path} cannot be changed (${reason}).`,
  notTogether: (one: string, other: string) => `${one} does not go with ${other}`,
  yesAlone: '--yes goes with --reset alone',
  resetNeedsYes: '--reset: expected --yes where there is no terminal to ask at',

  bindings: (number: number) => `${number} binding${number === 1 ? '' : 's'}`,
  goOnWith: (lesson: string) => `Next: mq-lab learn ${lesson}`,
  savedIn: (path: string) => `Your progress is in ${path}`,

  transcript: { answer: 'Answer', why: 'Why', slip: 'A likely slip', hints: 'Hints', solution: 'A solution' },
};
