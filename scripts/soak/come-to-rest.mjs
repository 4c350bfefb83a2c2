const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Resolves once the emulator is quiet (true), or nothing has run for longer than any retry waits (false): what is still pending then has lost all its
 * attempts and comes later. `running` says how many deliveries run.
 */
export async function comeToRest(emulator, running, timeoutMs) {
  let isOver = false;
  const quiet = emulator.settled(timeoutMs).then(
    () => true,
    () => false,
  );
  async function standstill() {
    for (let still = 0; still < 10 && !isOver; ) {
      await later(100);
      still = running() === 0 ? still + 1 : 0;
    }
    return false;
  }
  const isQuiet = await Promise.race([quiet, standstill()]);
  isOver = true;
  return isQuiet;
}
