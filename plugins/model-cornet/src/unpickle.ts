import { VentralError } from '@ventral/errors';
import { byteCursor } from './byte-cursor.ts';

/** A name that a pickle refers to, such as `torch.FloatStorage`. It is never looked up or called. */
export interface PickledName {
  readonly name: string;
}

/** What a pickle says of something that lies outside it. */
export interface PersistentId {
  readonly persistent: readonly unknown[];
}

/** What is to be made of a call that a pickle asks for; undefined where it is not known. */
export type CallHandler = (name: string, args: readonly unknown[]) => unknown;

/** What a pickle holds, and where the bytes after it begin. */
export interface Unpickled {
  readonly value: unknown;
  readonly end: number;
}

// Operations by Python's names for them (pickletools).
const operations = {
  MARK: 0x28,
  EMPTY_TUPLE: 0x29,
  STOP: 0x2e,
  BINFLOAT: 0x47,
  BININT: 0x4a,
  BININT1: 0x4b,
  BININT2: 0x4d,
  NONE: 0x4e,
  BINPERSID: 0x51,
  REDUCE: 0x52,
  BINSTRING: 0x54,
  SHORT_BINSTRING: 0x55,
  BINUNICODE: 0x58,
  EMPTY_LIST: 0x5d,
  APPEND: 0x61,
  BUILD: 0x62,
  GLOBAL: 0x63,
  APPENDS: 0x65,
  BINGET: 0x68,
  LONG_BINGET: 0x6a,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  SETITEM: 0x73,
  TUPLE: 0x74,
  SETITEMS: 0x75,
  EMPTY_DICT: 0x7d,
  PROTO: 0x80,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  LONG1: 0x8a,
} as const;

type Operation = keyof typeof operations;

const names = new Map(
  Object.entries(operations).map(([name, operation]) => [operation as number, name as Operation]),
);

/**
 * Reads a Python pickle of protocol 2 that holds plain data: numbers, text, lists, tuples, dictionaries
 * (as Maps) and the calls that `call` knows. A pickle is a program; here nothing of it is run: a name
 * is only text, and every call and every operation that is not known is refused.
 *
 * @throws VentralError `MODEL_UNREADABLE` for a pickle that asks for anything else, or is damaged
 */
export function unpickle(bytes: Uint8Array, start: number, call: CallHandler): Unpickled {
  const cursor = byteCursor(bytes, start);
  const stack: unknown[] = [];
  const marks: number[] = [];
  const memo = new Map<number, unknown>();

  const pop = () => {
    if (stack.length === 0) throw refusal('its stack runs empty');
    return stack.pop();
  };
  const popSome = (count: number) => Array.from({ length: count }, pop).reverse();
  const popToMark = () => stack.splice(marks.pop() ?? stack.length);
  const topMap = () => {
    const value = stack.at(-1);
    if (value instanceof Map) return value as Map<unknown, unknown>;
    throw refusal('it adds to what is no dictionary');
  };
  const setItems = (items: readonly unknown[]) => {
    const map = topMap();
    for (let index = 0; index < items.length; index += 2) map.set(items[index], items[index + 1]);
  };
  const append = (items: readonly unknown[]) => {
    const list = stack.at(-1);
    if (!Array.isArray(list)) throw refusal('it adds to what is no list');
    for (const item of items) list.push(item);
  };
  const recall = (index: number) => {
    if (!memo.has(index)) throw refusal('it recalls what it has not kept');
    stack.push(memo.get(index));
  };

  const perform: Readonly<Record<Exclude<Operation, 'STOP'>, () => void>> = {
    PROTO() {
      const protocol = cursor.uint8();
      if (protocol > 2) throw refusal(`it is of protocol ${protocol}, and 2 is read`);
    },
    MARK: () => marks.push(stack.length),
    NONE: () => stack.push(undefined),
    NEWTRUE: () => stack.push(true),
    NEWFALSE: () => stack.push(false),
    BININT: () => stack.push(cursor.int32()),
    BININT1: () => stack.push(cursor.uint8()),
    BININT2: () => stack.push(cursor.uint16()),
    BINFLOAT: () => stack.push(cursor.float64()),
    LONG1: () => stack.push(cursor.integer(cursor.uint8())),
    BINUNICODE: () => stack.push(cursor.text(cursor.uint32())),
    BINSTRING: () => stack.push(cursor.text(cursor.uint32())),
    SHORT_BINSTRING: () => stack.push(cursor.text(cursor.uint8())),
    EMPTY_TUPLE: () => stack.push([]),
    TUPLE: () => stack.push(popToMark()),
    TUPLE1: () => stack.push(popSome(1)),
    TUPLE2: () => stack.push(popSome(2)),
    TUPLE3: () => stack.push(popSome(3)),
    EMPTY_LIST: () => stack.push([]),
    APPEND: () => append(popSome(1)),
    APPENDS: () => append(popToMark()),
    EMPTY_DICT: () => stack.push(new Map()),
    SETITEM: () => setItems(popSome(2)),
    SETITEMS: () => setItems(popToMark()),
    BINPUT: () => memo.set(cursor.uint8(), stack.at(-1)),
    LONG_BINPUT: () => memo.set(cursor.uint32(), stack.at(-1)),
    BINGET: () => recall(cursor.uint8()),
    LONG_BINGET: () => recall(cursor.uint32()),
    GLOBAL: () => stack.push({ name: `${cursor.line()}.${cursor.line()}` } satisfies PickledName),
    BINPERSID: () => stack.push({ persistent: [pop()].flat() } satisfies PersistentId),
    REDUCE() {
      const [callee, args] = popSome(2);
      const { name = 'what is no name' } = Object(callee) as Partial<PickledName>;
      const made = Array.isArray(args) ? call(name, args) : undefined;
      if (made === undefined) throw refusal(`it calls ${name}, which holds no weights`);
      stack.push(made);
    },
    // Attributes of a dictionary, such as the versions that PyTorch notes: not its items.
    BUILD() {
      pop();
      topMap();
    },
  };

  try {
    for (;;) {
      const operation = cursor.uint8();
      const name = names.get(operation);
      if (name === undefined) throw refusal(`it holds operation ${operation}, not known here`);
      if (name === 'STOP') return { value: pop(), end: cursor.position };
      perform[name]();
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw refusal('it is cut short');
  }
}

function refusal(why: string): VentralError {
  return new VentralError('MODEL_UNREADABLE', `Its pickle is refused: ${why}.`, {
    hint:
      'Tensors and plain data are read, as torch.save(model.state_dict(), path) writes them. Save ' +
      'the state_dict alone.',
  });
}
