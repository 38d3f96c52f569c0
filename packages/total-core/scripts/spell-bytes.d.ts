export declare function spelledBytes(bytes: Uint8Array): string;
