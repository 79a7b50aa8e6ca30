import DeviceTree
import SourceDiagnostics

/// One range of addresses that somebody lays claim to.
struct Claim {
  /// What the range is for; two claims of some kinds may share bytes.
  enum Kind: Int, CaseIterable {
    /// The root zone's own RAM, in which the hypervisor may lie: it is reserved there.
    case rootMemory
    /// A guest's RAM.
    case memory
    /// A window between zones.
    case window
    /// The hypervisor's own memory.
    case hypervisor
    /// Memory that the board gives to every guest.
    case boardMemory
    /// Registers of a virtio device.
    case virtio
    /// Registers of a device, or I/O that the board gives to every guest; these may lie in each other.
    case io

    /// Whether two claims of these kinds must not share a byte.
    func excludes(_ other: Kind) -> Bool {
      switch (self, other) {
      case (.io, .io), (.rootMemory, .hypervisor), (.hypervisor, .rootMemory): false
      default: true
      }
    }

    /// Whether the plan says it, not the board, which an error then rather points at.
    var isOfPlan: Bool { [.rootMemory, .memory, .window, .virtio].contains(self) }
  }

  var kind: Kind
  /// Who claims it, as messages say.
  var owner: String
  /// The zone's node, for what is one zone's.
  var zone: DeviceTree.NodeID?
  var range: MemoryRange
  var source: SourceRange?

  /// The pairs of claims that share bytes and must not, each claim with the first it meets.
  ///
  /// Sorted by base, a range overlaps an earlier one of a kind if and only if it overlaps the one of that
  /// kind that reaches farthest.
  /// Complexity: O(n log n).
  static func conflicts(_ claims: [Claim]) -> [(earlier: Claim, later: Claim)] {
    var farthest = [Claim?](repeating: nil, count: Kind.allCases.count)
    var found: [(earlier: Claim, later: Claim)] = []
    let sorted = claims.sorted { ($0.range.base, $0.range.end) < ($1.range.base, $1.range.end) }
    for claim in sorted where !claim.range.isEmpty {
      let other = farthest.lazy.compactMap { $0 }.first {
        $0.kind.excludes(claim.kind) && $0.range.overlaps(claim.range)
      }
      if let other { found.append(inOrder(other, claim)) }
      let known = farthest[claim.kind.rawValue]
      if known.map({ claim.range.end > $0.range.end }) ?? true { farthest[claim.kind.rawValue] = claim }
    }
    return found
  }

  /// The message stands at what the plan says, and of two such at the one written later.
  private static func inOrder(_ a: Claim, _ b: Claim) -> (earlier: Claim, later: Claim) {
    if a.kind.isOfPlan != b.kind.isOfPlan { return a.kind.isOfPlan ? (b, a) : (a, b) }
    if let first = a.source, let second = b.source, first.file == second.file, first.start > second.start {
      return (b, a)
    }
    return (a, b)
  }
}
