import DTS
import DeviceTree
import SourceDiagnostics

/// Looks through a plan for what two zones cannot share, what hvisor refuses, and what Linux would fail on.
struct PlanCheck {
  let plan: ZonePlan
  let board: BoardIndex
  let positions: SourceTable
  let kernels: [String: ZoneKernel]
  let kernelFaults: [String: ZoneKernelFault]
  /// Which zones list which device.
  let owners: DeviceOwners
  /// What each zone takes of the board, beside `plan.zones`.
  let contents: [ZoneContents]
  var diagnostics: [Diagnostic] = []
  /// Zones whose memory is at fault, so that nothing follows from where it lies.
  var faultyMemory: Set<DeviceTree.NodeID> = []

  init(
    _ plan: ZonePlan, board: BoardIndex, positions: SourceTable, kernels: [String: ZoneKernel],
    kernelFaults: [String: ZoneKernelFault]
  ) {
    self.plan = plan
    self.board = board
    self.positions = positions
    self.kernels = kernels
    self.kernelFaults = kernelFaults
    let owners = DeviceOwners(plan.zones)
    self.owners = owners
    contents = plan.zones.map { ZoneContents(of: $0, plan: plan, board: board, owners: owners) }
  }

  /// Runs every check.
  ///
  /// Complexity: O(n log n) in the plan's claims, and O(n) in the board for each zone.
  mutating func run() {
    checkIdentities()
    let before = diagnostics.count
    checkMemory()
    // What follows from the layout is worth saying only of a layout that holds together.
    if diagnostics.count == before {
      checkGuestAddresses()
      checkTopOfMemory()
    }
    checkCPUs()
    checkDevices()
    checkVectors()
    checkPCI()
    for (zone, contents) in zip(plan.zones, contents) {
      checkVirtio(of: zone, contents)
      checkKernel(of: zone)
    }
    checkVirtioService()
    checkFiles()
  }

  mutating func error(
    _ message: String, at range: SourceRange?, notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    diagnostics.append(.error(message, at: range, notes: notes, help: help))
  }

  mutating func warn(
    _ message: String, at range: SourceRange?, notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    diagnostics.append(Diagnostic(.warning, message, at: range, notes: notes, help: help))
  }

  /// Reports `values` that occur twice, at the later place, with the earlier one as a note.
  mutating func reportRepeats<Key: Hashable>(
    _ claims: [(key: Key, zone: Zone, range: SourceRange?)], what: (Key) -> String, help: (Key) -> String
  ) {
    var first: [Key: (zone: Zone, range: SourceRange?)] = [:]
    for claim in claims {
      guard let other = first[claim.key] else {
        first[claim.key] = (claim.zone, claim.range)
        continue
      }
      let same = other.zone.node == claim.zone.node
      error(
        "\(what(claim.key)) is given to zone '\(claim.zone.name)'"
          + (same ? " twice" : ", but zone '\(other.zone.name)' has it"),
        at: claim.range, notes: [.init("given to '\(other.zone.name)' here", at: other.range)],
        help: same ? "remove one of them" : help(claim.key))
    }
  }
}
