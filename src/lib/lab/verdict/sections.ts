import { isDeepStrictEqual } from 'node:util';
import type { Depth, Expectation, Observed, Section } from '../observed.ts';

/** Something else than which queue got which message is not as a person wrote it. */
export interface SectionProblem {
  readonly kind: 'differs';
  readonly section: Section | 'shares' | 'ready';
  /** Whose: a consumer, a queue, a message, a role, a look; none where the section is one list. */
  readonly of: string | null;
  readonly expected: string;
  readonly observed: string;
}

/** Sections that are one list, in no order. What becomes of a message at its publisher is judged with the message. */
const LISTS = ['cancelled', 'gone'] as const;
/** Sections that nothing is held of unless they were written. */
const OPTIONAL = ['deliveries'] as const;
/** Sections of which there is nothing unless it was written. */
const STRICT = ['left', 'deaths', 'skipped', 'empty'] as const;

/** What is not as it was written, but for the queues of messages and what became of those at their publisher. */
export function sectionProblems(expected: Expectation, observed: Observed): SectionProblem[] {
  const isOpen = (section: Section): boolean => expected.open?.includes(section) ?? false;
  const errors = expected.errors ?? {};
  return [
    ...OPTIONAL.flatMap((section) =>
      expected[section] ? listProblems(section, expected[section], observed[section], isOpen(section)) : [],
    ),
    ...STRICT.flatMap((section) =>
      listProblems(section, expected[section] ?? {}, observed[section], isOpen(section)),
    ),
    ...listProblems('errors', errors, shortened(observed.errors, errors), isOpen('errors')),
    ...LISTS.flatMap((section) =>
      isOpen(section) && !expected[section]
        ? []
        : setProblems(section, expected[section] ?? [], observed[section]),
    ),
    ...lookProblems(expected.looks ?? {}, observed.looks),
    ...shareProblems(expected.shares ?? {}, observed.deliveries),
    ...readyProblems(expected.ready ?? {}, observed.left),
  ];
}

type Lists = Readonly<Record<string, readonly string[]>>;

/** `open`: only what is written is held. */
function listProblems(
  section: SectionProblem['section'],
  expected: Lists,
  observed: Lists,
  open = false,
): SectionProblem[] {
  const keys = new Set([...Object.keys(expected), ...(open ? [] : Object.keys(observed))]);
  return Array.from(keys).flatMap((key) =>
    listProblem(section, key, expected[key] ?? [], observed[key] ?? []),
  );
}

function setProblems(
  section: SectionProblem['section'],
  expected: readonly string[],
  observed: readonly string[],
): SectionProblem[] {
  return listProblem(section, null, expected.toSorted(), observed.toSorted());
}

function listProblem(
  section: SectionProblem['section'],
  of: string | null,
  expected: readonly string[],
  observed: readonly string[],
): SectionProblem[] {
  if (isDeepStrictEqual(expected, observed)) return [];
  return [{ kind: 'differs', section, of, expected: listText(expected), observed: listText(observed) }];
}

function lookProblems(expected: Observed['looks'], observed: Observed['looks']): SectionProblem[] {
  return Object.entries(expected).flatMap(([moment, depths]) => {
    const seen = Object.entries(observed[moment] ?? {}).filter(([queue]) => Object.hasOwn(depths, queue));
    return problem('looks', moment, depthsText(Object.entries(depths)), depthsText(seen));
  });
}

function shareProblems(
  expected: NonNullable<Expectation['shares']>,
  deliveries: Observed['deliveries'],
): SectionProblem[] {
  return Object.entries(expected).flatMap(([consumer, [least, most]]) => {
    const count = deliveries[consumer]?.length ?? 0;
    if (count >= least && count <= most) return [];
    const share = least === most ? messagesText(least) : `${least} to ${messagesText(most)}`;
    return problem('shares', consumer, share, messagesText(count));
  });
}

function readyProblems(
  expected: NonNullable<Expectation['ready']>,
  left: Observed['left'],
): SectionProblem[] {
  return Object.entries(expected).flatMap(([queue, count]) =>
    problem('ready', queue, messagesText(count), messagesText(left[queue]?.length ?? 0)),
  );
}

function problem(
  section: SectionProblem['section'],
  of: string | null,
  expected: string,
  observed: string,
): SectionProblem[] {
  return expected === observed ? [] : [{ kind: 'differs', section, of, expected, observed }];
}

/** The errors, those of them cut that begin as was expected. */
function shortened(observed: Lists, expected: Lists): Lists {
  const entries = Object.entries(observed).map(([who, texts]) => {
    const shorter = texts.map((text, at) => {
      const wanted = expected[who]?.[at];
      return wanted !== undefined && text.startsWith(wanted) ? wanted : text;
    });
    return [who, shorter] as const;
  });
  return Object.fromEntries(entries);
}

/** Where two observations of one experiment differ, `expected` being the first's; sections in `except` may. */
export function observedDifferences(
  one: Observed,
  other: Observed,
  except: readonly Section[] = [],
): SectionProblem[] {
  const sections = (Object.keys(one) as Section[]).filter((section) => !except.includes(section));
  return sections.flatMap((section) => {
    const [a, b] = [one[section], other[section]];
    if (Array.isArray(a) && Array.isArray(b)) return setProblems(section, a, b);
    if (section === 'looks') return listProblems(section, depthLists(one.looks), depthLists(other.looks));
    return listProblems(section, a as Lists, b as Lists);
  });
}

const messagesText = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);

const listText = (list: readonly string[]): string => (list.length === 0 ? 'nothing' : list.join(', '));

const depthLists = (looks: Observed['looks']): Lists =>
  Object.fromEntries(
    Object.entries(looks).map(([moment, depths]) => [moment, [depthsText(Object.entries(depths))]]),
  );

const depthsText = (depths: readonly (readonly [string, Depth])[]): string =>
  depths.length === 0
    ? 'no look'
    : depths
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([queue, depth]) => `${queue} ${depth}`)
        .join(', ');
