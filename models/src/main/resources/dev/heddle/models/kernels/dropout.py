# Dropout (Srivastava et al. 2014) whose masks are a function of what is masked, and of nothing else: neither of the order of a
# batch nor of what was drawn before. A row has a key and a place in the model has a salt, both of 64 bits; with f for SplitMix64's
# finaliser (Steele, Lea and Flood 2014) and g for its increment, a row's state at a place is f(key xor salt), and its word number j
# is f(state + (j + 1) g): the stream that SplitMix64 draws from that state. A word is four lanes of 16 bits, the lowest first, for
# four neighbouring columns. A column is dropped where its lane, as a signed number, is below p 2^16 - 2^15.
#
# Weights of attention are rows of queries: the weight of the key at place k of its text, in head h, is lane k mod 4 of word
# h 2^24 + k div 4.
#
# `keys` is [] where nothing is dropped, or [int64 [rows]].


# f of every element, in place: int64 of any shape. Shifts are logical, whence the masks.
def scramble(self, z: Tensor) -> Tensor:
    z.bitwise_xor_(torch.bitwise_right_shift(z, 30).bitwise_and_(17179869183)).mul_(-4658895280553007687)
    z.bitwise_xor_(torch.bitwise_right_shift(z, 27).bitwise_and_(137438953471)).mul_(-7723592293110705685)
    return z.bitwise_xor_(torch.bitwise_right_shift(z, 31).bitwise_and_(8589934591))


# The state of each row at a place: keys [rows] -> [rows], int64.
def states(self, keys: Tensor, salt: int) -> Tensor:
    return self.scramble(torch.bitwise_xor(keys, salt))


# Words by number, with the states' shape and the numbers' broadcast -> a lane for each column, whether it is below the threshold:
# [..., 4 words], bool.
def lanes_below(self, states: Tensor, numbers: Tensor, probability: float) -> Tensor:
    words = self.scramble(states + (numbers + 1) * -7046029254386353131)
    threshold = min(int(probability * 65536 + 0.5), 65535) - 32768
    return torch.view_copy(words, dtype=torch.int16) < threshold  # TorchScript has no view as another type


# Which columns of each row are dropped: keys [rows] -> [rows, width], bool.
def dropped(self, keys: Tensor, salt: int, width: int, probability: float) -> Tensor:
    numbers = torch.arange((width + 3) // 4, device=keys.device)
    return self.lanes_below(self.states(keys, salt).unsqueeze(1), numbers, probability)[:, :width]


# Which weights of attention are dropped. states [sequences, queries]; `first` [sequences], the place of the first key divided by
# 4 -> [sequences, heads, queries, places], bool.
def dropped_weights(self, states: Tensor, first: Tensor, heads: int, places: int, probability: float) -> Tensor:
    of_head = (torch.arange(heads, device=states.device) * 16777216).view([1, heads, 1, 1])
    numbers = torch.arange((places + 3) // 4, device=states.device) + first.view([-1, 1, 1, 1]) + of_head
    return self.lanes_below(states.view([states.size(0), 1, -1, 1]), numbers, probability)[:, :, :, :places]


# What the rest is multiplied by, so that means stay.
def keep_scale(self, probability: float) -> float:
    return 0.0 if probability >= 1.0 else 1.0 / (1.0 - probability)


# x [rows, width] -> the same with some columns of each row at 0 and the others scaled.
def dropout(self, x: Tensor, keys: Tensor, salt: int, probability: float) -> Tensor:
    gone = self.dropped(keys, salt, x.size(1), probability)
    return x.masked_fill(gone, 0.0) * self.keep_scale(probability)


# residual + dropout(update), both [rows, width].
def add_dropped(self, residual: Tensor, update: Tensor, keys: List[Tensor], salt: int, probability: float) -> Tensor:
    if len(keys) == 0:
        return residual + update
    gone = self.dropped(keys[0], salt, update.size(1), probability)
    return torch.add(residual, update.masked_fill(gone, 0.0), alpha=self.keep_scale(probability))


# dropout(weights) values: weights [sequences, heads, queries, places], float32; values [sequences, heads, places, head width].
# `noise` is [] or [states, first], see dropped_weights.
def dropped_mix(self, weights: Tensor, values: Tensor, noise: List[Tensor], probability: float) -> Tensor:
    if len(noise) == 0:
        return torch.matmul(weights.to(values.dtype), values)
    gone = self.dropped_weights(noise[0], noise[1], weights.size(1), weights.size(3), probability)
    return torch.matmul(weights.masked_fill(gone, 0.0).to(values.dtype), values) * self.keep_scale(probability)


# The noise of `count` sequences of `length` tokens each whose keys stand at places from 0: states [count length] -> [states, first].
def noise_of_run(self, states: List[Tensor], count: int, length: int) -> List[Tensor]:
    if len(states) == 0:
        return states
    return [states[0].view([count, length]), torch.zeros([count], dtype=torch.int64, device=states[0].device)]


# The states of all tokens, split into runs of the given sizes; one empty list a run where nothing is dropped.
def states_of_runs(self, keys: List[Tensor], salt: int, sizes: List[int]) -> List[List[Tensor]]:
    runs: List[List[Tensor]] = []
    if len(keys) == 0:
        for _ in sizes:
            none: List[Tensor] = []
            runs.append(none)
    else:
        for part in torch.split_with_sizes(self.states(keys[0], salt), sizes, 0):
            runs.append([part])
    return runs
