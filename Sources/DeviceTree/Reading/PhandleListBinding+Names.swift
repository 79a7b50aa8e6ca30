extension PhandleListBinding {
  /// Properties of single vendors and classes of devices, from their bindings (Documentation/devicetree/bindings, Linux
  /// 6.13, and what the boards of Linux 7.2 write).
  ///
  /// Of a name that is a number in another binding, none is here.
  static let devices: [String: Shape] = {
    var table: [String: Shape] = [
      "iio-channels": .list(cells: "#io-channel-cells"),
      "nvidia,mipi-calibrate": .list(cells: "#nvidia,mipi-calibrate-cells"),
      "performance-domains": .list(cells: "#performance-domain-cells"),
      "qcom,smem-states": .list(cells: "#qcom,smem-state-cells"),
    ]
    for (names, shape) in [
      (phandleNames, .phandles), (firstNames, .first), (pairNames, .fixed(1)), (tripleNames, .fixed(2)),
      (quadrupleNames, .fixed(3)),
    ] as [(String, Shape)] {
      for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) { table[String(name)] = shape }
    }
    return table
  }()

  /// A phandle, and what belongs to it: registers of a system controller with offsets and masks, most often.
  private static let firstNames = """
    allwinner,sram aspeed,global-regs aspeed,sirq-polarity-sense canaan,k210-sysctl-power fsl,blk-ctrl
    fsl,liodn-reg fsl,mipi-phy-gpr fsl,pcie-scfg fsl,qmc-chan fsl,rcpm-wakeup fsl,stop-mode
    fsl,tsa-serial gpio,syscon-dev gpio-miso gpio-mosi gpio-sck hisilicon,sap-dll-reg intel,hsio
    intel,queue-chl-rxtrig intel,queue-chl-txready intel,queue-pkt-rx intel,queue-pkt-txdone
    intel,syscfg intf_mode iommu-addresses mediatek,pbus-csr mediatek,syscon-hdmi mediatek,syscon-type
    mediatek,syscon-wakeup mobileye,olb msi-ranges nuvoton,sys nvidia,bpmp nvidia,pmc pairsets
    phy-select qcom,4ln-config-sel qcom,dload-mode qcom,ext-bhs-reg qcom,halt-regs qcom,ipc-1 qcom,ipc-2
    qcom,ipc-3 qcom,ipc-4 qcom,perst-regs qcom,qaccept-regs qcom,spare-regs qcom,stream-id-range
    qcom,tcsr-reg queue-rx queue-txready renesas,clonech renesas,icu renesas,ipmmu-main
    renesas,sysc-pwrrdy renesas,tsu-trim reset-n-io riscv,delegation rx-dma-channel samsung,sysreg
    socionext,syscon-phy-mode spacemit,apmu st,sync st,syscfg st,syscfg-amcr st,syscfg-dlyb
    st,syscfg-fmp st,syscfg-holdboot st,syscfg-m4-state st,syscfg-pdds st,syscfg-rsc-tbl st,syscfg-tz
    st,syscon starfive,syscon starfive,sysreg subctrl-vbase syscon-chipselects syscon-cont syscon-cpu
    syscon-pcs syscon-phy-power syscon-pll-ctrl syscon-pllreset syscon-pol syscon-sfpb syscon-tcsr
    ti,bootreg ti,camerrx-control ti,hs_extmute_gpio ti,syscon-acspcie-proxy-ctrl ti,syscon-dev
    ti,syscon-efuse ti,syscon-lane-sel ti,syscon-mmuconfig ti,syscon-pcie-id ti,syscon-pcie-mode
    ti,syscon-phy-pll-refclk ti,syscon-pll ti,syscon-rgmii-delay ti,syscon-unaligned-access
    tx-dma-channel wlf,reset
    """

  /// Entries of a phandle and one cell.
  private static let pairNames = """
    calxeda,port-phys fsl,usbmisc intel,npe-handle intel,queue-pkt-rxfree intel,queue-pkt-tx
    qca,ddr-wb-channels qcom,freq-domain renesas,vsps sleep ti,navigator-dmas ti,tptcs
    """

  /// Entries of a phandle and two cells.
  private static let tripleNames = """
    qcom,ext-regs qcom,ipc syscon-raminit
    """

  /// Entries of a phandle and three cells.
  private static let quadrupleNames = """
    mediatek,gce-client-reg pinctrl-single,gpio-range
    """
}
