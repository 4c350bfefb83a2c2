export function addCodeCache(folder: string, node?: string): Promise<void>;
