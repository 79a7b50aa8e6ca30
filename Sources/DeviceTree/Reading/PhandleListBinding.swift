/// How a property refers to nodes: where in its value phandles stand, and how many cells belong to each.
///
/// The table knows the properties that Linux (7.2, `of_supplier_bindings` in drivers/of/property.c), dtc (1.8.1,
/// checks.c) and the common schemas of dt-schema give this meaning everywhere, and those that the bindings of single
/// vendors and classes of devices do. A property that is a number in another binding is not in it.
public struct PhandleListBinding: Hashable, Sendable {
  /// How the value is built.
  public enum Shape: Hashable, Sendable {
    /// Only phandles.
    case phandles
    /// A phandle, and then whatever belongs to it.
    case first
    /// Entries of a phandle and as many cells as that node's property `cells` says; where it has none, `missing`
    /// counts, and nil there makes it an error.
    case list(cells: String, missing: UInt32? = nil)
    /// Entries of a phandle and this many cells.
    case fixed(Int)
    /// Entries of this many cells and a phandle.
    case last(Int)
    /// Entries of an id, a phandle, the target's cells as `cells` says (1 where it says nothing), and a length.
    case map(cells: String)
    /// The entries of an interrupt nexus.
    case interruptMap
  }

  /// What the property is called: whole, or with anything before or behind it.
  public enum Name: Hashable, Sendable {
    /// Exactly this.
    case exact(String)
    /// Anything that ends so.
    case suffix(String)
    /// This with a number behind it.
    case numbered(String)
  }

  /// The name.
  public var name: Name
  /// The form of the value.
  public var shape: Shape

  /// The binding of a property of that name in `node`; nil if none is known.
  ///
  /// Complexity: O(1) but for the name's length.
  public static func binding(
    for name: String, of node: DeviceTree.NodeID, in tree: DeviceTree
  ) -> PhandleListBinding? {
    if let shape = exact[name] {
      // The lines that a hog takes are its parent's: no phandles (Linux, parse_gpio_compat).
      if name == "gpio" || name == "gpios", tree.property("gpio-hog", of: node) != nil { return nil }
      if name == "gpio-ranges", hasInstances(node, in: tree) {
        return PhandleListBinding(name: .exact(name), shape: .fixed(4))
      }
      // What chooses between several buses has all of them; else an address may stand behind the one bus.
      if name == "i2c-parent", !tree.isCompatible(node, with: "i2c-demux-pinctrl") {
        return PhandleListBinding(name: .exact(name), shape: .first)
      }
      return PhandleListBinding(name: .exact(name), shape: shape)
    }
    if name == "dma-masters" || name == "cpus" {
      guard holdsPhandles(name, of: node, in: tree) else { return nil }
      return PhandleListBinding(name: .exact(name), shape: .phandles)
    }
    if let shape = devices[name] { return PhandleListBinding(name: .exact(name), shape: shape) }
    if name.hasPrefix("pinctrl-"), name.utf8.dropFirst(8).first.map({ (0x30...0x39).contains($0) }) == true {
      return PhandleListBinding(name: .numbered("pinctrl-"), shape: .phandles)
    }
    // A count, not a list (Linux, parse_gpios).
    if name.hasSuffix("nr-gpios") { return nil }
    for (suffix, shape) in suffixes where name.hasSuffix(suffix) {
      return PhandleListBinding(name: .suffix(suffix), shape: shape)
    }
    // The pads of a group, under any names (bindings/pinctrl/pinctrl-st.txt).
    if tree.nameBytes(of: node).elementsEqual("st,pins".utf8), !isPhandle(name) {
      return PhandleListBinding(name: .exact(name), shape: .first)
    }
    return nil
  }

  /// Whether a property that holds numbers in other bindings holds phandles in this node.
  private static func holdsPhandles(_ name: String, of node: DeviceTree.NodeID, in tree: DeviceTree) -> Bool {
    // Elsewhere it is how many there are (bindings/dma/dma-router.yaml, snps,dma-spear1340.yaml).
    if name == "dma-masters" { return tree.nameBytes(of: node).starts(with: "dma-router".utf8) }
    // Hypervisors count or number CPUs under this name (bindings/perf/arm,dsu-pmu.yaml, thermal/qcom-lmh.yaml,
    // power/renesas,apmu.yaml, interrupt-controller/apple,aic.yaml).
    return tree.property("apple,fiq-index", of: node) != nil
      || (tree.strings("compatible", of: node) ?? []).contains { compatible in
        ["arm,dsu-pmu", "-lmh", "-apmu"].contains { compatible.hasSuffix($0) }
      }
  }

  private static func isPhandle(_ name: String) -> Bool { name == "phandle" || name == "linux,phandle" }

  /// Whether the ranges of a GPIO controller of three cells begin with the number of one of its chips (Linux 7.2,
  /// `of_gpiochip_add_pin_range`); ranges of three cells were taken before, and may still be in its tree.
  private static func hasInstances(_ node: DeviceTree.NodeID, in tree: DeviceTree) -> Bool {
    guard tree.cell("#gpio-cells", of: node) == 3, let bytes = tree.bytes("gpio-ranges", of: node) else {
      return false
    }
    return bytes.count % 20 == 0
  }

  /// Every binding of the table.
  public static var all: [PhandleListBinding] {
    (Array(exact) + Array(devices)).sorted { $0.key < $1.key }.map {
      PhandleListBinding(name: .exact($0.key), shape: $0.value)
    }
      + [PhandleListBinding(name: .numbered("pinctrl-"), shape: .phandles)]
      + suffixes.map { PhandleListBinding(name: .suffix($0.0), shape: $0.1) }
  }

  private static let suffixes: [(String, Shape)] = [
    ("-gpios", .list(cells: "#gpio-cells")), ("-gpio", .list(cells: "#gpio-cells")), ("-supply", .phandles),
    ("-handle", .phandles), ("-phandle", .phandles), ("-syscon", .first), ("-sysreg", .first),
    ("-grf", .first),
  ]

  private static let exact: [String: Shape] = {
    var table: [String: Shape] = [
      "gpio": .list(cells: "#gpio-cells"), "gpios": .list(cells: "#gpio-cells"), "gpio-ranges": .fixed(3),
      "interrupts-extended": .list(cells: "#interrupt-cells"), "interrupt-map": .interruptMap,
      "msi-parent": .list(cells: "#msi-cells", missing: 0), "msi-map": .map(cells: "#msi-cells"),
      "iommu-map": .map(cells: "#iommu-cells"), "nvmem-cells": .list(cells: "#nvmem-cell-cells", missing: 0),
      "cooling-device": .list(cells: "#cooling-cells"), "pcs-handle": .list(cells: "#pcs-cells", missing: 0),
      "assigned-clocks": .list(cells: "#clock-cells"),
      "assigned-clock-parents": .list(cells: "#clock-cells"), "syscon": .first,
      // Bank, pin, function, and the node of the pin's settings.
      "rockchip,pins": .last(3),
    ]
    for (name, cells) in [
      ("access-controllers", "access-controller"), ("clocks", "clock"), ("dmas", "dma"),
      ("hwlocks", "hwlock"),
      ("interconnects", "interconnect"), ("io-backends", "io-backend"), ("io-channels", "io-channel"),
      ("iommus", "iommu"), ("mboxes", "mbox"), ("mux-controls", "mux-control"), ("mux-states", "mux-state"),
      ("phys", "phy"), ("power-domains", "power-domain"), ("pses", "pse"), ("pwms", "pwm"),
      ("resets", "reset"),
      ("sound-dai", "sound-dai"), ("thermal-sensors", "thermal-sensor"),
      ("trigger-sources", "trigger-source"),
    ] { table[name] = .list(cells: "#\(cells)-cells") }
    for name in [
      "affinity", "backlight", "companion", "cpu", "cpu-idle-states", "dais", "ddc-i2c-bus",
      "domain-idle-states",
      "extcon",
      "i2c-bus", "i2c-parent", "interrupt-affinity", "interrupt-parent", "leds", "memory-region",
      "mmc-pwrseq",
      "next-level-cache", "nvmem", "operating-points-v2", "panel", "pcsphy-handle", "phy",
      "phy-handle",
      "post-init-providers",
      "power-supplies", "remote-endpoint", "required-opps", "sfp", "shmem", "target", "trip", "usb-phy",
      "wakeup-parent",
    ] { table[name] = .phandles }
    return table
  }()
}
