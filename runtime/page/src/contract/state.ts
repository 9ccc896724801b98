/** What a run says of itself four times a second; times in nanoseconds of the experiment clock. */
export interface State {
    timeNanoseconds: number;
    /** The clock waits for the renderer. */
    isHeld: boolean;
    isPaused: boolean;
    /** null, or why every output is in its safe state. */
    safeState: string | null;
    stepNanoamperes: number;
    spikesPerSecond: number;
    played: number;
    late: number;
    dropped: number;
    underruns: number;
    renderMultiple: number;
    lateness: Lateness | null;
    ports: { name: string; isDown: boolean; counts: Record<string, number> }[];
    loop: LoopState | null;
    recording: { file: string; records: number; lost: number } | null;
    pages: number;
}

/** How late the spikes of the whole run left. */
export interface Lateness {
    p50Microseconds: number;
    p99Microseconds: number;
    p999Microseconds: number;
    maximumMicroseconds: number;
    /** One more than there are edges. */
    counts: number[];
}

export interface LoopState {
    iterations: number;
    inputs: number;
    stimuli: number;
    responses: number;
    reactionP50Microseconds: number;
    reactionP99Microseconds: number;
    /** What each port gives now [nA]; null where it cannot tell. */
    stimulusNanoamperes: Record<string, number | null>;
    /** How often each limit was hit. */
    limits: Record<string, number>;
}
