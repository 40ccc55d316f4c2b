import type { ScoreRecord } from '@ventral/scoring';
import type { RecordedAlignment } from './choice-alignment.ts';

/** A number, or `null` where there is none: never 0 for what was not measured. */
export type Maybe = number | null;

/** All that the page shows; plain JSON. Columns are lists by model, in the order of `models`. */
export interface SiteData {
  readonly format: 1;
  readonly title: string;
  /** ISO 8601, of the newest record: the same records give the same page. */
  readonly newest: string | null;
  /** Whether a server tells the page of new records. */
  readonly live: boolean;
  readonly models: readonly SiteModel[];
  readonly benchmarks: readonly SiteBenchmark[];
  /** Scores of earlier dates, where a newer record of the same model and benchmark is shown. */
  readonly history: readonly EarlierScore[];
  readonly layerScores: readonly LayerScores[];
  readonly subjectScores: readonly SubjectScores[];
  readonly courses: readonly ModelCourse[];
  readonly choices: readonly ModelChoices[];
  /** Texts that columns name by their place. */
  readonly texts: readonly string[];
  readonly refused: readonly RefusedFile[];
  readonly published: readonly PublishedResults[];
}

/** What was scored. */
export interface SiteModel {
  /** Unique on the page. */
  readonly id: string;
  /** What the command calls it: its id, or the name of its file. */
  readonly name: string;
  readonly title: string;
  /** How it comes: with a package, as a file of weights, or as features computed elsewhere. */
  readonly kind: 'package' | 'model file' | 'features';
  readonly package?: string;
  /** Of its files. */
  readonly bytes?: number;
  readonly parameters?: number;
  /** How it is built, as its newest record says. */
  readonly anatomy?: ScoreRecord['model']['anatomy'];
  /** Top-1 accuracy on ImageNet's validation images, in percent; with where that is said. */
  readonly imagenet?: { readonly value: number; readonly source: string };
  readonly year?: number;
  readonly citation?: string;
  readonly licence?: string;
  readonly digest?: string;
}

/** A column of the leaderboard. */
export interface SiteBenchmark {
  /** Unique on the page: the benchmark's id, and what sets it apart where it was changed. */
  readonly key: string;
  /** What the command calls it. */
  readonly id: string;
  readonly scoreVersion?: number;
  readonly title: string;
  /** `behavior` for behaviour; `several` for a mean over regions; `unknown` where nothing says it. */
  readonly region: string;
  /** The kind of its stimuli, such as `image`. */
  readonly stimuli: string;
  readonly species: string;
  /** How what it compares with was measured; several are separated by commas. */
  readonly modality?: string;
  readonly better: 'higher' | 'lower';
  /** What its scores count, where they do not say how far a model agrees with what was measured: `nats a word`. */
  readonly unit?: string;
  readonly metric?: string;
  readonly datasets: readonly string[];
  readonly citation?: string;
  readonly licence?: string;
  readonly package?: string;
  /** Key of the mean that it is a part of; of several, the one of most parts. */
  readonly partOf?: string;
  /** Whether it is as the benchmark says, in the newest version here: no other metric, no other options. */
  readonly isOwn: boolean;
  /** Whether it is a part, or a mean of some parts, of one of its region: the table shows it only when asked. */
  readonly isDetail: boolean;
  readonly ceiling?: number;
  readonly ceilingConvention?: string;
  /** How many units of each kind its intervals are drawn from. */
  readonly units?: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  readonly scores: ScoreColumn;
  /** Why no model has an interval, or a band of ranks. */
  readonly noInterval?: string;
  readonly noBand?: string;
  readonly duels?: Duels;
}

/** Scores on one benchmark; each list has an entry a model. */
export interface ScoreColumn {
  readonly value: readonly Maybe[];
  /** Ends of the 95 % interval. */
  readonly low: readonly Maybe[];
  readonly high: readonly Maybe[];
  readonly rank: readonly Maybe[];
  /** Ends of the 95 % interval of the rank, all models at once; among all models, whatever is shown. */
  readonly rankLow: readonly Maybe[];
  readonly rankHigh: readonly Maybe[];
  /** Days since 1970. */
  readonly day: readonly Maybe[];
  /**
   * Places among the page's texts: the layer; flags of `ventral score`; the device, with the name of its adapter, where
   * it was not the CPU; packages to install.
   */
  readonly layer: readonly Maybe[];
  readonly flags: readonly Maybe[];
  readonly device: readonly Maybe[];
  readonly packages: readonly Maybe[];
  /** A sum of {@link marks}. */
  readonly marks: readonly Maybe[];
}

/** What there is to say of a score in a word. */
export const marks = {
  /** Its record is signed, and the signature holds. */
  signed: 1,
  /** The best of its layers on the very data it is scored on. */
  optimistic: 2,
  /** Its record is the reader's own, dropped onto the page. */
  own: 4,
} as const;

/** Paired comparisons of some models of a benchmark, the best. */
export interface Duels {
  /** Places among the models. */
  readonly models: readonly number[];
  /** Of each pair, by {@link pairIndex}: standard error of the difference, and p. */
  readonly standardError: readonly Maybe[];
  readonly p: readonly Maybe[];
  /** Half the length of the 95 % interval. */
  readonly halfLength: readonly Maybe[];
  /** One score a site, of each of these models. */
  readonly sites?: readonly (readonly Maybe[])[];
}

/** A score that a newer one has replaced. */
export interface EarlierScore {
  readonly model: number;
  readonly benchmark: string;
  readonly day: number;
  readonly value: number;
  readonly low: Maybe;
  readonly high: Maybe;
}

/** Scores of several layers of a model on a benchmark, in the order in which they were tried. */
export interface LayerScores {
  readonly model: number;
  readonly benchmark: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** Scores of a model by each subject of a benchmark, before any ceiling. */
export interface SubjectScores {
  readonly model: number;
  readonly benchmark: string;
  readonly names: readonly string[];
  readonly values: readonly Maybe[];
}

/** Scores over time, each list with an entry a time bin; numbers in the units of the score. */
export interface ScoreCourse {
  /** `responses`, their `changes` over time, or these with `shuffled` time. */
  readonly aspect: string;
  /** Milliseconds after the onset of the stimulus. */
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly value: readonly Maybe[];
  /** Ends of the 95 % interval. */
  readonly low: readonly Maybe[];
  readonly high: readonly Maybe[];
  /** The highest that could be reached. */
  readonly ceiling: readonly Maybe[];
}

/** Scores of a model on a benchmark over time, of its newest record of them. */
export interface ModelCourse extends ScoreCourse {
  readonly model: number;
  readonly benchmark: string;
}

/** Which images a model finds as easy as people do, of its newest record of `ventral difficulty`. */
export interface ModelChoices extends RecordedAlignment {
  readonly model: number;
  /** What the command calls it. */
  readonly benchmark: string;
}

/** A file that is not shown, and why. */
export interface RefusedFile {
  readonly file: string;
  readonly reason: string;
}

/** A table that others have printed. */
export interface PublishedResults {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly url?: string;
  readonly where: string;
  readonly notes: readonly string[];
  readonly columns: readonly PublishedColumn[];
  readonly rows: readonly PublishedRow[];
}

/** A column of a printed table. */
interface PublishedColumn {
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  readonly better?: 'higher' | 'lower';
  /** Id of the benchmark of Ventral nearest to it. */
  readonly benchmark?: string;
}

/** A row of a printed table: a model. */
interface PublishedRow {
  readonly name: string;
  /** Id of the model of Ventral that it is. */
  readonly model?: string;
  /** Row of the table, where names alone do not find it. */
  readonly where?: string;
  readonly values: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
}

/**
 * Place of a pair among all pairs of n: (0, 1), (0, 2) ... (n - 2, n - 1).
 *
 * @param a less than `b`
 */
export function pairIndex(a: number, b: number, n: number): number {
  return a * n - (a * (a + 1)) / 2 + b - a - 1;
}
