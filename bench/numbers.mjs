// Figures made of many measurements.
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median of the pairs' own ratios: what slows one pair slows both of its halves. */
export const ratioOfPairs = (ours, theirs) => median(ours.map((value, at) => value / theirs[at]));

/** The smallest value that at least that share of all values doesn't exceed. */
export const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1];
