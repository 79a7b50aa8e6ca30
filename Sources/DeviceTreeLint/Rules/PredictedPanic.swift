import DeviceTree
import LinuxBoot
import SourceDiagnostics

/// # predicted-panic
///
/// ## What it does
/// Finds trees on which Linux panics before or while it reads /reserved-memory, other than by too many
/// regions: no RAM at all, none left for the early console's page tables or for Linux's copy of the tree.
///
/// ## Why is this bad?
/// There is no console yet. The board stays silent.
///
/// ## Example
/// ```dts
/// chosen { bootargs = "mem=512M earlycon=uart8250,mmio,0x1fe001e0"; };   /* LoongArch wants mem=SIZE@ADDRESS */
/// ```
///
/// ## Use instead
/// ```dts
/// chosen { bootargs = "mem=512M@0x90000000 earlycon=uart8250,mmio,0x1fe001e0"; };
/// ```
///
/// ## How sure
/// Certain for what the model covers, which ends soon after the scan. No finding is no promise.
struct PredictedPanic: LintRule {
  static let name = "predicted-panic"

  /// Firmware may fill in the memory of a tree that has none; a built-in tree gets none.
  private func withoutMemory(_ input: LintInput) -> Finding {
    Finding(
      Self.name, .warning, input, input.tree.root, "the tree lists no memory, and Linux panics without any",
      cause: "nothing has device_type = \"memory\"; only firmware could add it before Linux reads the tree",
      help: "add memory@ADDRESS { device_type = \"memory\"; reg = <address size>; };",
      basis: .assumed("firmware may add it", settledBy: "a memory node"))
  }

  func check(_ input: LintInput) -> [Finding] {
    guard case .panics(let panic) = input.prediction.outcome, !TooManyRegions.isFullArray(panic) else {
      return []
    }
    let tree = input.tree
    let node = tree.memoryNodes.first ?? tree.chosen ?? tree.root
    let isEmpty = input.prediction.memblock.memory.regions.isEmpty
    if isEmpty, tree.memoryNodes.isEmpty { return [withoutMemory(input)] }
    var finding = Finding(
      Self.name, .error, input, node, "Linux panics on this tree before it has a console",
      cause: "\"\(panic)\"" + (isEmpty ? ": no RAM is left" : ""),
      help: MendSearch.nothingPassed + ": look at the events of dtkit memory")
    let line = input.boot.commandLine
    let tokens = line.tokens.filter { $0.name == "mem" && !($0.value ?? "").contains("@") }
    if let token = tokens.first, let argument = input.bootArgument(token, of: line) {
      finding.range = input.place(of: argument) ?? finding.range
      finding.node = argument.chosen
      finding.search = { search in
        let mend = Mend(
          "drop \"\(token.name)=\(token.value ?? "")\" or give it an address: mem=SIZE@ADDRESS",
          [.cutString(argument.token.range, of: "bootargs", in: argument.chosen)],
          .byChoice("only if Linux may use all memory of the tree"))
        return [search.accept(mend) { $0.outcome == .boots }].compactMap { $0 }
      }
    }
    return [finding]
  }
}
