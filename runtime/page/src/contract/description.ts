/** What a run says of itself once, after `hello`. Every field may be missing from a run that knows less; see the stream's contract. */
export interface Description {
    protocol: number;
    program: string;
    model: { name: string; hash: string; engine: string } | null;
    neurons: number;
    population: string;
    seed: number | string;
    stepNanoamperes: number;
    lowestNanoamperes: number;
    highestNanoamperes: number;
    trialNanoseconds: number;
    sampleNanoseconds: number;
    /** null: the run has no end of its own. */
    durationNanoseconds: number | null;
    lateAfterNanoseconds: number;
    /** Upper edges of the histogram's bars, rising; one bar more lies beyond the last. */
    latenessEdgesNanoseconds: number[];
    ports: { name: string; description: string }[];
    controllers: string[];
    /** A value of null: not set. */
    limits: { name: string; value: number | null; unit: string }[];
    commands: string[];
    configurationFile: string | null;
    configuration: string | null;
}
