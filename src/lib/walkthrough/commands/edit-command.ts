import type { Topology } from '../../routing/topology.ts';
import { bindStep, declareExchange, declareQueue, misused } from './declare.ts';
import { bindingAt, deletion, type Edit } from './edit.ts';
import type { Commands } from './line.ts';
import { wordsOf } from './words.ts';

/** Asks for a step that depends on what is there. */
export type EditCommand = (topology: Topology) => Edit;

/** The commands that change what is there, in the builder and in the sandbox. */
export const EDIT_COMMANDS: Commands<EditCommand> = {
  queue: (rest) => always(declareQueue(rest)),
  exchange: (rest) => always(declareExchange(rest)),
  bind: (rest) => always(bindStep('bind', rest)),
  unbind(rest) {
    if (rest === '') throw misused('unbind');
    if (!/^#?\d+$/.test(rest)) return always(bindStep('unbind', rest));
    const number = Number(rest.replace('#', ''));
    return (topology) => ({ kind: 'unbind', binding: bindingAt(topology, number) });
  },
  delete(rest) {
    const [first, second, ...more] = wordsOf(rest).words;
    if (!first || more.length > 0) throw misused('delete');
    if (second === undefined) return (topology) => deletion(topology, first);
    if (first !== 'queue' && first !== 'exchange') throw misused('delete');
    return (topology) => deletion(topology, second, first);
  },
};

const always =
  (edit: Edit): EditCommand =>
  () =>
    edit;
