"""Puts the means of two chunks together, in a wrong way and in a right one."""

from statistics import mean

# begin means
chunks = [[2, 2, 2, 2], [12]]

wrong = mean(mean(c) for c in chunks)

sums = sum(sum(c) for c in chunks)
counts = sum(len(c) for c in chunks)
right = sums / counts
# end means

print("mean of the means ", wrong)
print("sums over counts  ", right)
