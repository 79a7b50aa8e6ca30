/// Names of properties whose values are numbers whatever the node is: no cell of theirs is taken for a phandle without a
/// binding that says so (one does of `interrupts`, below a GICv3 with partitions).
///
/// Those of the Devicetree Specification (0.4) and of dt-schema's common schemas, and the units at the end of a name
/// (dt-schema, property-units.yaml).
enum NumberName {
  /// Whether a property of that name holds numbers.
  ///
  /// Complexity: O(1) but for the name's length.
  static func isKnown(_ name: ArraySlice<UInt8>) -> Bool {
    if name.first == UInt8(ascii: "#") { return true }
    let text = String(decoding: name, as: UTF8.self)
    if exact.contains(text) { return true }
    guard let dash = name.lastIndex(of: UInt8(ascii: "-")) else { return false }
    return units.contains(String(decoding: name[(dash + 1)...], as: UTF8.self))
  }

  private static let exact = words(
    """
    address-bits assigned-clock-rates assigned-clock-sscs autorepeat bus-num bus-range bus-width
    cache-block-size cache-level cache-line-size cache-sets cache-size capacity-dmips-mhz clock-div
    clock-frequency clock-indices clock-latency clock-latency-ns clock-mult cpu-release-addr
    current-speed d-cache-block-size d-cache-line-size d-cache-sets d-cache-size d-tlb-sets d-tlb-size
    data-lanes debounce-interval dma-channel-mask dma-channels dma-ranges dma-requests drive-strength
    exit-latency-us fifo-depth fifo-size gpio-hog gpio-line-mask gpio-reserved-ranges hactive
    hback-porch hfront-porch hsync-active hsync-len hysteresis i-cache-block-size i-cache-line-size
    i-cache-sets i-cache-size i-tlb-sets i-tlb-size input-debounce interrupt-map-mask interrupts
    iommu-map-mask key label-position lane-polarities linux,code linux,default-brightness linux,input-type
    linux,keycodes linux,keymap linux,pci-domain linux,phandle max-brightness max-frequency max-link-speed
    max-speed min-brightness msi-map-mask ngpios num-channels num-cs num-lanes num-viewport
    numa-node-id opp-level opp-peak-kBps output-high output-low phandle phy-address pinmux pixelclk-active
    polling-delay polling-delay-passive port-number power-source pwm-period ranges reg reg-io-width
    reg-offset reg-shift regulator-ramp-delay reserved-regions resolution rotation size slew-rate
    spi-max-frequency spi-rx-bus-width spi-tx-bus-width temperature tlb-sets tlb-size tx-fifo-depth
    rx-fifo-depth unit-number vactive vback-porch vfront-porch virtual-reg vsync-active vsync-len
    """)

  private static let units = words(
    """
    bits bp bps celsius db femtofarads frequency hz kBps kelvin kpascal mhz microamp micron
    microvolt microwatt millicelsius milliwatt mm ms names nanoamp ns ohms pascal percent picoamp
    picofarads ps sec us
    """)

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { String($0) })
  }
}
