/**
 * `chime-lex-bridge/testing`: cases and matchers for any test runner. vitest's own entry is `chime-lex-bridge/testing/vitest`.
 * @module
 */
export type { BridgeConfig } from "../../src/config/config.ts";
export type { BotSettings, HandoffSettings, Settings } from "../../src/config/settings.ts";
export { BridgeError } from "../../src/errors/bridge-error.ts";
export type { Claim, Claims, ClaimWrite } from "../../src/ports/claims.ts";
export type { Decision } from "../../src/read/decision.ts";
export type { About, Case, CaseActual, TurnFailure } from "./case-files.ts";
export { CASE_FILES, CASE_VERSION } from "./case-files.ts";
export { type CasePlace, findCases, readCase, readCases } from "./case-folder.ts";
export { type CaseReport, caseToReport, caseToText } from "./case-report.ts";
export {
  type Cassette,
  type CassetteDelivery,
  type CassetteTurn,
  checkCassette,
  readCassette,
  writeCassette,
} from "./cassette/cassette.ts";
export { cassetteToCases } from "./cassette/cassette-to-cases.ts";
export { type DescribeCassettesOptions, describeCassettes } from "./cassette/describe-cassettes.ts";
export { type CassetteOptions, type MadeCassette, makeCassette } from "./cassette/make-cassette.ts";
export type { Read } from "./cassette/reads.ts";
export { type Recording, recordConversation, textsToConversation } from "./cassette/record.ts";
export type { HeardTurn } from "./cassette/recording-bridge.ts";
export { type HeardDelivery, recordingBridge } from "./cassette/recording-bridge.ts";
export type { REPLAY_MODES } from "./cassette/replay.ts";
export {
  createReplay,
  type Replay,
  type ReplayedCall,
  type ReplayMode,
  type ReplayOptions,
} from "./cassette/replay.ts";
export type { ReplayCassetteOptions, ReplayedDelivery } from "./cassette/replay-cassette.ts";
export { type CassetteReplay, replayCassette } from "./cassette/replay-cassette.ts";
export { describeClaims, type MakeClaims } from "./claims/describe-claims.ts";
export type {
  AskedTurn,
  BotAnswer as Answer,
  ChannelWishes,
  ConversationChannel,
  ConversationPeople,
  LexInput,
  OpenChannel,
  Utterance,
} from "./conversation/channel.ts";
export { assertConversation, describeConversations } from "./conversation/describe-conversations.ts";
export type { EmulatedOptions } from "./conversation/emulated.ts";
export type { Miss } from "./conversation/expect-message.ts";
export { conversationsToJUnit } from "./conversation/results/results-to-junit.ts";
export { conversationToTranscript } from "./conversation/results/transcript.ts";
export type { ConversationListener, ConversationResult, ConversationTurn } from "./conversation/run.ts";
export { type ConversationsOptions, runConversations } from "./conversation/run-all.ts";
export { readConversations } from "./conversation/script/read-script.ts";
export type {
  AssignedFaults,
  BotStep,
  Conversation,
  JoinStep,
  PauseStep,
  ResumeStep,
  Step,
  UserStep,
} from "./conversation/script/script.ts";
export type { PART_KINDS, PartKind } from "./coverage/bot-parts.ts";
export { type BotCoverage, type CoverageCounter, coverageToTable, createCoverage } from "./coverage/coverage.ts";
export { assertCase, describeCases, type TestRunner } from "./describe-cases.ts";
export { callbackDifferences } from "./diff/callbacks.ts";
export { type Difference, differenceToText, type Paint } from "./diff/difference.ts";
export { limitDifferences } from "./diff/limits.ts";
export { turnRequestDifferences, turnResultDifferences } from "./diff/turns.ts";
export {
  type LogToCasesOptions,
  logToCases,
  type SkippedRecord,
  type WrittenCase,
} from "./from-log/write-case.ts";
export { casesToJUnit, type JUnitOptions } from "./junit.ts";
export type { CardPattern } from "./matchers/card.ts";
export { type BridgeMatchers, type MatcherResult, matchers } from "./matchers/matchers.ts";
export type { Asymmetric, TextPattern } from "./matchers/pattern.ts";
export { CASE_CONFIG, type CaseOptions, type CaseResult, playCase, runCaseAt, runCases } from "./run-cases.ts";
export { type Kept, textsToKept } from "./scrub/kept.ts";
export { createScrubber, type Scrubber, type ScrubOptions } from "./scrub/scrub.ts";
export type { Texts } from "./scrub/scrub-text.ts";
export { updateCase } from "./update-case.ts";
