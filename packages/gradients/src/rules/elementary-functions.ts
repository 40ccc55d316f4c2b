import { typeCodes } from '../graph-writer.ts';
import { elementwise, type Rules } from './rule.ts';

/** Roots, logarithms, angles and the like, of single numbers. */
export const elementaryFunctions: Rules = {
  Identity: elementwise(({ dy }) => dy),
  // In inference, which is what networks are differentiated in.
  Dropout: elementwise(({ dy }) => dy),
  Cast: elementwise(({ dy, x, node, graph }) => {
    const type = node.type(x) as keyof typeof typeCodes;
    return graph.add('Cast', [dy], { to: { int: typeCodes[type] } });
  }),
  CastLike: elementwise(({ dy, x, graph }) => graph.add('CastLike', [dy, x])),
  Neg: elementwise(({ dy, graph }) => graph.add('Neg', [dy])),
  Abs: elementwise(({ dy, x, graph }) => graph.add('Mul', [dy, graph.add('Sign', [x])])),
  Reciprocal: elementwise(({ dy, y, graph }) =>
    graph.add('Neg', [graph.add('Mul', [dy, graph.add('Mul', [y, y])])]),
  ),
  Sqrt: elementwise(({ dy, y, graph }) =>
    graph.add('Div', [graph.add('Mul', [dy, graph.number(0.5)]), y]),
  ),
  Exp: elementwise(({ dy, y, graph }) => graph.add('Mul', [dy, y])),
  Log: elementwise(({ dy, x, graph }) => graph.add('Div', [dy, x])),
  Erf: elementwise(({ dy, x, graph }) => {
    const bell = graph.add('Exp', [graph.add('Neg', [graph.add('Mul', [x, x])])]);
    const slope = graph.add('Mul', [bell, graph.number(2 / Math.sqrt(Math.PI))]);
    return graph.add('Mul', [dy, slope]);
  }),
  Sin: elementwise(({ dy, x, graph }) => graph.add('Mul', [dy, graph.add('Cos', [x])])),
  Cos: elementwise(({ dy, x, graph }) =>
    graph.add('Neg', [graph.add('Mul', [dy, graph.add('Sin', [x])])]),
  ),
  Tan: elementwise(({ dy, y, graph }) => {
    const slope = graph.add('Add', [graph.add('Mul', [y, y]), graph.number(1)]);
    return graph.add('Mul', [dy, slope]);
  }),
  Atan: elementwise(({ dy, x, graph }) =>
    graph.add('Div', [dy, graph.add('Add', [graph.add('Mul', [x, x]), graph.number(1)])]),
  ),
  Softsign: elementwise(({ dy, x, graph }) => {
    const root = graph.add('Add', [graph.add('Abs', [x]), graph.number(1)]);
    return graph.add('Div', [dy, graph.add('Mul', [root, root])]);
  }),
};
