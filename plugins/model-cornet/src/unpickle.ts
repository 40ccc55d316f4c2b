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

/**
 * Reads a Python pickle of protocol 2 that holds plain data: numbers, text, lists, tuples, dictionaries
 * (as Maps) and the calls that `call` knows. A pickle is a program; here nothing of it is run: a name
 * is only text, and every call and every operation that is not known is refused.
 *
 * @returns what it holds, and where the bytes after it begin
 * @throws VentralError `MODEL_UNREADABLE` for a pickle that asks for anything else, or is damaged
 */
export function unpickle(bytes: Uint8Array, start: number, call: CallHandler) {
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

  // By code, with Python's names (pickletools).
  const operations: Readonly<Record<number, () => void>> = {
    40: () => marks.push(stack.length), // MARK
    41: () => stack.push([]), // EMPTY_TUPLE
    71: () => stack.push(cursor.float64()), // BINFLOAT
    74: () => stack.push(cursor.int32()), // BININT
    75: () => stack.push(cursor.uint8()), // BININT1
    77: () => stack.push(cursor.uint16()), // BININT2
    78: () => stack.push(undefined), // NONE
    81: () => stack.push({ persistent: [pop()].flat() } satisfies PersistentId), // BINPERSID
    // REDUCE
    82() {
      const [callee, args] = popSome(2);
      const { name = 'what is no name' } = Object(callee) as Partial<PickledName>;
      const made = Array.isArray(args) ? call(name, args) : undefined;
      if (made === undefined) throw refusal(`it calls ${name}, which holds no weights`);
      stack.push(made);
    },
    84: () => stack.push(cursor.text(cursor.uint32())), // BINSTRING
    85: () => stack.push(cursor.text(cursor.uint8())), // SHORT_BINSTRING
    88: () => stack.push(cursor.text(cursor.uint32())), // BINUNICODE
    93: () => stack.push([]), // EMPTY_LIST
    97: () => append(popSome(1)), // APPEND
    // BUILD: attributes of a dictionary, such as the versions that PyTorch notes; not its items.
    98() {
      pop();
      topMap();
    },
    // GLOBAL
    99() {
      stack.push({ name: `${cursor.line()}.${cursor.line()}` } satisfies PickledName);
    },
    101: () => append(popToMark()), // APPENDS
    104: () => recall(cursor.uint8()), // BINGET
    106: () => recall(cursor.uint32()), // LONG_BINGET
    113: () => memo.set(cursor.uint8(), stack.at(-1)), // BINPUT
    114: () => memo.set(cursor.uint32(), stack.at(-1)), // LONG_BINPUT
    115: () => setItems(popSome(2)), // SETITEM
    116: () => stack.push(popToMark()), // TUPLE
    117: () => setItems(popToMark()), // SETITEMS
    125: () => stack.push(new Map()), // EMPTY_DICT
    // PROTO
    128() {
      const protocol = cursor.uint8();
      if (protocol > 2) throw refusal(`it is of protocol ${protocol}, and 2 is read`);
    },
    133: () => stack.push(popSome(1)), // TUPLE1
    134: () => stack.push(popSome(2)), // TUPLE2
    135: () => stack.push(popSome(3)), // TUPLE3
    136: () => stack.push(true), // NEWTRUE
    137: () => stack.push(false), // NEWFALSE
    138: () => stack.push(cursor.integer(cursor.uint8())), // LONG1
  };
  const stop = 0x2e;

  try {
    for (;;) {
      const code = cursor.uint8();
      if (code === stop) return { value: pop(), end: cursor.position() };
      const perform = operations[code];
      if (perform === undefined) throw refusal(`it holds operation ${code}, not known here`);
      perform();
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
