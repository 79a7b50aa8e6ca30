/// How long a subject takes.
struct Measurement {
  /// The times of single repetitions, ascending.
  let times: [Duration]

  /// Repeats the work for about `time`, at least five times, after one repetition that is not counted.
  init(_ subject: Subject, for time: Duration) {
    var sum = subject.work()
    var times: [Duration] = []
    let clock = ContinuousClock()
    let start = clock.now
    while times.count < 5 || clock.now - start < time {
      times.append(clock.measure { sum &+= subject.work() })
    }
    self.times = times.sorted()
    Sink.keep(sum)
  }

  /// The middle one.
  var median: Duration { times[times.count / 2] }
  /// The shortest.
  var least: Duration { times[0] }
}

/// Keeps results from being thought unused.
enum Sink {
  @inline(never) static func keep(_ number: Int) {
    if number == .min { print(number) }
  }
}

extension Duration {
  /// The time in microseconds.
  var microseconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) * 1e6 + Double(attoseconds) / 1e12
  }

  /// "12.3 us" or "4.56 ms".
  var text: String {
    let time = microseconds
    return time < 1000 ? "\(Self.rounded(time)) us" : "\(Self.rounded(time / 1000)) ms"
  }

  /// The number with two decimals.
  static func rounded(_ number: Double) -> String {
    let hundredths = Int(number * 100 + 0.5)
    let rest = String(hundredths % 100)
    return "\(hundredths / 100)." + (rest.count < 2 ? "0" : "") + rest
  }
}
