/** A program of the operator's that says what clips are like. It is confined as engines are: no network, no file but those it is given. */
export interface Model {
  /** Another one has another name. */
  readonly name: string
  /** 64 numbers for each clip, or null where it said none. `files` may be read by it, and nothing else of the shore. */
  describe(
    clips: readonly object[],
    files: readonly string[],
    signal: AbortSignal,
  ): Promise<(readonly number[] | null)[]>
}
