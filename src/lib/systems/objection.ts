import { brokerFault, isBrokerFault, replyText } from '../lab/amqp/broker-faults.ts';
import { type BrokerAddress, showNodes } from '../lab/amqp/broker-url.ts';
import { type MethodError, missingPermission } from '../lab/amqp/permissions.ts';
import { LabError } from '../lab/errors.ts';

/** What else a person can do where no broker listens. */
export const START_ONE = 'Or run mq-lab broker, in another terminal.';

/** What the broker objected to, or that it went away, as a LabError; anything else as it is. */
export function objected(error: unknown, address: BrokerAddress): unknown {
  const title = `the broker at ${showNodes(address)}`;
  const said = replyText(error);
  if (said === undefined || said.startsWith('CONNECTION_FORCED'))
    return isBrokerFault(error) ? brokerFault(error, title) : error;
  const hint =
    missingPermission(said, error as MethodError) ?? HINTS.find(([pattern]) => pattern.test(said))?.[1];
  return new LabError('broker', `${title} refused: ${said}`, {
    ...(hint !== undefined && { hint }),
    said,
    cause: error,
  });
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^NOT_FOUND - no queue/, 'mq-lab consume QUEUE --declare declares one.'],
  [/^NOT_FOUND - no exchange/, 'mq-lab consume --exchange NAME --type TYPE declares one.'],
  [/^PRECONDITION_FAILED - inequivalent/, 'It is there already, declared otherwise: take another name.'],
  [/^RESOURCE_LOCKED/, 'Somebody else has it for himself alone, until he disconnects.'],
];
