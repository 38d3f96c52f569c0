/**
 * Measures contenders against each other: each round runs every contender once, so that other work of the machine slows all of them alike. Each round
 * begins with another contender, so that none always follows the same one. A contender that has fewer rounds than the others has the first ones.
 *
 * @template Contender, Sample
 * @param {readonly Contender[]} contenders
 * @param {(contender: Contender, round: number) => Sample | Promise<Sample>} measure a round below 0 is warm-up
 * @param {{ warmUps: number, rounds: number, roundsOf?: (contender: Contender) => number }} plan
 * @returns {Promise<Map<Contender, Sample[]>>} the samples of the measured rounds
 */
export async function interleave(contenders, measure, { warmUps, rounds, roundsOf = () => rounds }) {
  const samples = new Map(contenders.map((contender) => [contender, /** @type {Sample[]} */ ([])]));
  for (let round = -warmUps; round < rounds; round++) {
    const first = (round + warmUps) % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      if (round >= roundsOf(contender)) continue;
      const sample = await measure(contender, round);
      if (round >= 0) samples.get(contender)?.push(sample);
    }
  }
  return samples;
}
