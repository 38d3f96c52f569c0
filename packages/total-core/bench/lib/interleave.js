/**
 * Measures contenders against each other: every round runs each of them once, so that whatever else the machine does falls on
 * all alike. Each round begins with another one, so that none always runs in the same one's wake.
 *
 * @template Contender, Sample
 * @param {readonly Contender[]} contenders
 * @param {(contender: Contender, round: number) => Sample | Promise<Sample>} measure a round below 0 is warm-up
 * @param {{ warmUps: number, rounds: number }} plan
 * @returns {Promise<Map<Contender, Sample[]>>} the samples of the measured rounds
 */
export async function interleave(contenders, measure, { warmUps, rounds }) {
  const samples = new Map(contenders.map((contender) => [contender, /** @type {Sample[]} */ ([])]));
  for (let round = -warmUps; round < rounds; round++) {
    const first = (round + warmUps) % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const sample = await measure(contender, round);
      if (round >= 0) samples.get(contender)?.push(sample);
    }
  }
  return samples;
}
