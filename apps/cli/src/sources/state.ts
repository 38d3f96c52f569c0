/** How far the work is, over all sources. */
export interface State {
  readonly bytes: number;
  readonly count: number;
}
