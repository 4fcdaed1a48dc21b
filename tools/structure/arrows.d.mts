export declare const arrows: Readonly<Record<string, readonly string[]>>;
export declare const zones: readonly object[];
