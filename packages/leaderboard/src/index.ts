/**
 * Folders of score records as a leaderboard: one HTML file that also opens from disk, the same numbers as
 * CSV, and the works behind them as BibTeX.
 *
 * @module
 */
export { addRankBands } from './add-rank-bands.ts';
export {
  type AccuracySplit,
  accuracyLimit,
  type HeldOut,
  type SiteAnalyses,
  type SizeCorrelation,
  siteAnalyses,
} from './analyses.ts';
export { choiceAlignmentOf, type RecordedAlignment } from './choice-alignment.ts';
export { collectPublished } from './collect-published.ts';
export { type CollectedRecords, collectRecords } from './collect-records.ts';
export type { Correlation } from './correlate.ts';
export { gatherFacts } from './gather-facts.ts';
export { makeSiteData, type SiteSources } from './make-site-data.ts';
export { pageHtml } from './page-html.ts';
export { type PublishedFile, parsePublished, publishedSchema } from './published-schema.ts';
export { entriesOf, type RecordEntry } from './record-entry.ts';
export { type ServedSite, type SiteServer, serveSite } from './serve-site.ts';
export { siteBibtex } from './site-bibtex.ts';
export { siteCsv, type TableChoice } from './site-csv.ts';
export type { SiteBenchmark, SiteData, SiteModel } from './site-data.ts';
export type { PluginFacts, SiteFacts } from './site-facts.ts';
