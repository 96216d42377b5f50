import { queueNamesOf } from '../../lab/experiment.ts';
import type { Observed, Section } from '../../lab/observed.ts';
import type { Run } from '../../render/deliveries.ts';
import { problemText } from '../../render/problems.ts';
import { type Answer, isAnswerTo, mark, sameAnswer, truthOf } from '../answers/answer.ts';
import type { PredictLesson, Question } from '../lesson.ts';

/** What is wrong with the lesson's answers, held against what a broker did: a sentence each. */
export function answerProblems({ scenario, questions }: PredictLesson, run: Run): string[] {
  const { observed } = run.report;
  const queues = queueNamesOf(run.experiment);
  return [
    ...run.verdict.problems.map((problem) => `the scenario: ${problemText(problem)}`),
    ...questions.flatMap((question) =>
      [
        ...rightAnswer(question, observed, queues),
        ...(mark(question, null, observed).right ? ['no answer is held for right'] : []),
        ...wrongAnswers(question).flatMap((wrong) => wrongAnswer(question, wrong, observed, queues)),
        ...timing(question, scenario.timing ?? []),
      ].map((problem) => `question ${question.id}: ${problem}`),
    ),
  ];
}

function rightAnswer(question: Question, observed: Observed, queues: readonly string[]): string[] {
  const truth = truthOf(question, observed);
  if (!isAnswerTo(question, question.answer, queues)) return [`${shown(question.answer)} is no answer to it`];
  if (truth === null) return ['not exactly one of the choices is what the broker did'];
  if (!sameAnswer(question.answer, truth))
    return [`the answer is ${shown(question.answer)}, and the broker did ${shown(truth)}`];
  return question.kind === 'queues' && !Object.hasOwn(observed.queues, question.message)
    ? [`there is no message ${question.message}`]
    : [];
}

/** A wrong answer, and the slip that it is to show. */
interface Wrong {
  readonly answer: Answer;
  readonly slip: string;
}

function wrongAnswers(question: Question): Wrong[] {
  switch (question.kind) {
    case 'queues':
      return Object.entries(question.slips).map(([slip, at]) => ({
        slip,
        answer:
          'ticked' in at
            ? [...question.answer, at.ticked]
            : question.answer.filter((queue) => queue !== at.missed),
      }));
    case 'count':
      return Object.entries(question.slips).map(([slip, answer]) => ({ slip, answer }));
    case 'order':
    case 'choice':
      return Object.keys(question.choices)
        .filter((name) => name !== question.answer)
        .map((name) => ({ slip: name, answer: name }));
  }
}

function wrongAnswer(
  question: Question,
  { answer, slip }: Wrong,
  observed: Observed,
  queues: readonly string[],
): string[] {
  if (!isAnswerTo(question, answer, queues)) return [`slip ${slip}: ${shown(answer)} is no answer to it`];
  const { right, slips } = mark(question, answer, observed);
  if (right) return [`slip ${slip}: ${shown(answer)} is what the broker did`];
  return slips.includes(slip) ? [] : [`slip ${slip}: ${shown(answer)} does not show it`];
}

/** What depends on speed is nothing to ask. */
function timing(question: Question, sections: readonly Section[]): string[] {
  const asked = sectionOf(question);
  return asked && sections.includes(asked) ? [`it asks about ${asked}, which depends on timing`] : [];
}

function sectionOf(question: Question): Section | null {
  if (question.kind === 'queues') return 'queues';
  if (question.kind === 'choice') return null;
  const { of } = question;
  return 'look' in of ? 'looks' : 'left' in of ? 'left' : 'deliveries';
}

const shown = (answer: Answer): string => JSON.stringify(answer);
