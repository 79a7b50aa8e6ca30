import DeviceTree

/// Lists of phandles with arguments, whose number the node referred to states.
extension NamedCheck {
  /// A kind of provider: the list, the property that states the number of cells, and whether it may be
  /// missing.
  private struct Provider: Sendable {
    var check: String
    var list: String
    var cells: String
    var isOptional = false
  }

  static let providers: [NamedCheck] =
    [
      Provider(check: "clocks", list: "clocks", cells: "#clock-cells"),
      Provider(check: "cooling_device", list: "cooling-device", cells: "#cooling-cells"),
      Provider(check: "dmas", list: "dmas", cells: "#dma-cells"),
      Provider(check: "hwlocks", list: "hwlocks", cells: "#hwlock-cells"),
      Provider(check: "interrupts_extended", list: "interrupts-extended", cells: "#interrupt-cells"),
      Provider(check: "io_channels", list: "io-channels", cells: "#io-channel-cells"),
      Provider(check: "iommus", list: "iommus", cells: "#iommu-cells"),
      Provider(check: "mboxes", list: "mboxes", cells: "#mbox-cells"),
      Provider(check: "msi_parent", list: "msi-parent", cells: "#msi-cells", isOptional: true),
      Provider(check: "mux_controls", list: "mux-controls", cells: "#mux-control-cells"),
      Provider(check: "phys", list: "phys", cells: "#phy-cells"),
      Provider(check: "power_domains", list: "power-domains", cells: "#power-domain-cells"),
      Provider(check: "pwms", list: "pwms", cells: "#pwm-cells"),
      Provider(check: "resets", list: "resets", cells: "#reset-cells"),
      Provider(check: "sound_dai", list: "sound-dai", cells: "#sound-dai-cells"),
      Provider(check: "thermal_sensors", list: "thermal-sensors", cells: "#thermal-sensor-cells"),
    ].flatMap { provider in
      [
        NamedCheck(
          "\(provider.check)_property", .warning, ["\(provider.check)_is_cell", "phandle_references"],
          .having(provider.list) { arguments(&$0, $1, $2, provider) },
          finds: """
            An entry of `\(provider.list)` is no phandle with as many cells as \(provider.cells) of \
            its node says.
            """,
          instead: "Write <&provider ...> with the number of cells that the provider states."),
        isCell("\(provider.check)_is_cell", provider.cells),
      ]
    } + gpios

  private static let gpios: [NamedCheck] = [
    NamedCheck(
      "deprecated_gpio_property", nil,
      .naming({ isGPIO($0) && ends($0, "gpio") }) { run, node, property in
        run.fail(node, property, "'[*-]gpio' is deprecated, use '[*-]gpios' instead")
      },
      finds: "A property is named gpio, or ends in -gpio.",
      instead: "Name it gpios, or let it end in -gpios; Linux reads both."),
    NamedCheck(
      "gpios_property", .warning, ["phandle_references"],
      .naming(isGPIO) { run, node, list in
        // A hog's list has no phandles.
        guard run.tree.property("gpio-hog", of: node) == nil else { return }
        arguments(
          &run, node, list, Provider(check: "gpios", list: run.tree.name(of: list), cells: "#gpio-cells"))
      },
      finds: """
        An entry of a property that ends in gpios is no phandle with as many cells as \
        #gpio-cells of its controller says.
        """,
      instead: "Write <&controller line flags> with the number of cells that the controller states."),
  ]

  private static func ends(_ name: ArraySlice<UInt8>, _ end: String) -> Bool {
    name.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  private static func isGPIO(_ name: ArraySlice<UInt8>) -> Bool {
    // Most names can be told apart by their last byte.
    guard let last = name.last, last == UInt8(ascii: "s") || last == UInt8(ascii: "o"),
      ends(name, "gpios") || ends(name, "gpio"), !ends(name, ",nr-gpios")
    else { return false }
    let stem = name.dropLast(last == UInt8(ascii: "s") ? 5 : 4)
    return stem.isEmpty || stem.last == UInt8(ascii: "-")
  }

  private static func arguments(
    _ run: inout CheckRun, _ node: DeviceTree.NodeID, _ list: DeviceTree.PropertyID, _ provider: Provider
  ) {
    let size = run.size(of: list)
    guard size % 4 == 0 else {
      return run.fail(node, list, "property size (\(size)) is invalid, expected multiple of 4")
    }
    let markers = run.tree.markers(of: list)
    // Markers stand in order of offset, and so do the cells that are looked at.
    var marker = markers.startIndex
    func isReference(_ offset: Int) -> Bool {
      while marker < markers.endIndex, markers[marker].offset < offset { marker += 1 }
      while marker < markers.endIndex, markers[marker].offset == offset {
        if case .phandle = markers[marker].kind { return true }
        marker += 1
      }
      return false
    }
    var cell = 0
    while cell < size / 4 {
      let phandle = run.cell(list, cell) ?? 0
      // Some bindings leave an entry out by 0 or -1; in an overlay -1 is a reference to the base.
      guard phandle != 0, phandle != .max else {
        if run.isPlugin { return }
        cell += 1
        continue
      }
      if !markers.isEmpty, !isReference(4 * cell) {
        run.fail(node, list, "cell \(cell) is not a phandle reference")
      }
      guard let target = run.phandles[phandle] else {
        return run.fail(node, list, "Could not get phandle node for (cell \(cell))")
      }
      var count = 0
      if let cells = run.tree.property(provider.cells, of: target) {
        count = Int(run.cell(cells, 0) ?? 0)
      } else if !provider.isOptional {
        return run.fail(
          node, nil,
          "Missing property '\(provider.cells)' in node \(run.path(of: target)) or bad phandle "
            + "(referred from \(run.tree.name(of: list))[\(cell)])")
      }
      guard size / 4 >= cell + count + 1 else {
        return run.fail(node, list, "property size (\(size)) too small for cell size \(count)")
      }
      cell += count + 1
    }
  }
}
