/// The median of many runs, in nanoseconds.
///
/// Both sides of a comparison are measured in turns, so that whatever else the machine does meets both.
func medians(rounds: Int = 31, _ ours: () -> Int, _ theirs: () -> Int) -> (ours: Double, theirs: Double) {
  var times: ([Double], [Double]) = ([], [])
  var sums = (0, 0)
  for _ in 0..<rounds {
    times.0.append(nanoseconds { sums.0 &+= ours() })
    times.1.append(nanoseconds { sums.1 &+= theirs() })
  }
  guard sums.0 == sums.1 else { fatalError("the two sides found different things: \(sums)") }
  return (median(times.0), median(times.1))
}

/// The median of one side alone.
func median(_ rounds: Int, _ body: () -> Int) -> Double {
  var sum = 0
  let result = median((0..<rounds).map { _ in nanoseconds { sum &+= body() } })
  guard sum != .min else { fatalError("never, but the work must be done") }
  return result
}

private func nanoseconds(_ body: () -> Void) -> Double {
  let duration = ContinuousClock().measure(body)
  return Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
}

private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

/// A time with its unit, such as "12.3 µs".
func text(_ nanoseconds: Double) -> String {
  switch nanoseconds {
  case ..<1e3: "\(rounded(nanoseconds)) ns"
  case ..<1e6: "\(rounded(nanoseconds / 1e3)) µs"
  default: "\(rounded(nanoseconds / 1e6)) ms"
  }
}

/// One digit behind the point below 100, none above.
func rounded(_ value: Double) -> String {
  value < 100 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
}
