extension PhandleListBinding {
  /// Properties of single vendors and classes of devices that hold nothing but phandles, from their bindings
  /// (Documentation/devicetree/bindings, Linux 6.13, and what the boards of Linux 7.2 write).
  static let phandleNames = """
    actions,ethcfg activity-led adi,adc-dev allwinner,codec-analog-controls allwinner,pipelines
    altr,ecc-parent amlogic,ao-secure amlogic,ao-sysctrl amlogic,canvas amlogic,hhi-sysctrl
    amlogic,secbus2 apple,sart arm,cs-dev-assoc arm,vexpress,config-bridge asoc-platform aspeed,ahbc
    aspeed,cvic aspeed,external-nodes aspeed,sram asram atmel,audio-codec atmel,matrix atmel,nfc-io
    atmel,nfc-sram atmel,pmc atmel,rtt-rtc-time-reg atmel,smc atmel,ssc-controller audio-amplifier
    audio-asrc audio-aux-devs audio-codec audio-cpu aux-devs axentia,audio-codec axentia,cpu-dai
    axis,syscon-pcie axistream-connected bitclock-master boot-led brcm,sr-cdru brcm,sr-mhb
    brcm,syscon-clkset brcm,syscon-piarbctl buffer-manager capture cci-control-port ctrl-module
    dcr-parent ddc devfreq devfreq-events dfx ecc-engine firmware flash flash-leds fpga-bridges fpga-mgr
    frame-master fsl,anatop fsl,bman fsl,bman-portals fsl,capture-dma fsl,companion-ldb
    fsl,companion-pxl2dpi fsl,cpucfg fsl,ddrc fsl,dsp-ctrl fsl,fman-ports fsl,framer fsl,imx7d-pcie-phy
    fsl,input-sel fsl,iommu-parent fsl,iomuxc-gpr fsl,iram fsl,media-blk-ctrl fsl,mpc8313-wakeup-timer
    fsl,panel fsl,playback-dma fsl,pres fsl,prg fsl,qman-portals fsl,saif-master fsl,syscon fsl,tcon
    fsl,tempmon fsl,tempmon-data fsl,usbphy fsl,weim-cs-gpr gpr hisilicon,hi6220-clk-sram hpe,sysreg
    i2s-controller img,cr-periph img,cr-top infracfg internal-mem iram l2-cache lantiq,rcu lens-focus
    link link2 links llink-connected mal-device marvell,crypto-srams marvell,system-controller
    marvell,usb-misc-reg mcer-device mdio-device mdio-parent-bus mediatek,adsp mediatek,apmixedsys
    mediatek,audio-codec mediatek,audio-codec-bt-mrg mediatek,auxadc mediatek,cci mediatek,dptx-codec
    mediatek,ethsys mediatek,hdmi-codec mediatek,headset-codec mediatek,hifsys mediatek,infracfg
    mediatek,infracfg-nao mediatek,larbs mediatek,mtd-eeprom mediatek,pcie-mirror mediatek,pctl
    mediatek,pctl-regmap mediatek,pericfg mediatek,phy-mode mediatek,pio mediatek,platform mediatek,scp
    mediatek,sgmiisys mediatek,smi mediatek,sysctl mediatek,topckgen mediatek,vdecsys mediatek,vpu
    mediatek,wed mediatek,wed-pcie mediatek,wo-ccif memory-channel microchip,bitstream-flash
    microchip,sfr mode-reg monitored-battery nand-ecc-engine native-mode netcp-gbe nokia,audio-codec
    nokia,cpu-dai nokia,headphone-amplifier nomadik-gpio-chips nuvoton,ece nuvoton,shm nuvoton,sys-mgr
    nuvoton,sysgcr nuvoton,sysgfxi nvidia,ac97-controller nvidia,apbmisc nvidia,audio-codec
    nvidia,axi2apb nvidia,cmdqv nvidia,ddc-i2c-bus nvidia,dpaux nvidia,external-memory-controller
    nvidia,ganged-mode nvidia,gpio-controller nvidia,i2s-controller nvidia,memory-controller
    nvidia,outputs nvidia,panel nvidia,phy nvidia,xusb-padctl nxp,sim peer-hub phy-device playback
    pm-sram pm_qos ports prcm ptp-timer qcom,acc qcom,adsp qcom,bcm-voters qcom,gmu qcom,ice qcom,mmio
    qcom,nss-common qcom,pbs qcom,qmp qcom,qsgmii-csr qcom,rpm-msg-ram qcom,rproc qcom,rx-device
    qcom,saw qcom,saw-reg qcom,tx-device ralink,memctl ralink,sysctl regmap regmap-csw regmap-efuse
    regmap-mcba regmap-mcbb regmap-rb regulator-coupled-with renesas,bonding renesas,cmms
    renesas,companion renesas,fcp renesas,gpt renesas,sysc renesas,vspx rgmii-device rgmii-wol-device
    richtek,usb-connector riscv,children rockchip,audio-codec rockchip,codec rockchip,cpu rockchip,grf
    rockchip,hdmi-codec rockchip,headset-codec rockchip,i2s-controller rockchip,pmu rockchip,usbgrf
    saif-controllers samsung,audio-codec samsung,audio-cpu samsung,i2s-controller samsung,power-domain
    samsung,syscon-clk sata secure-monitor simple-audio-card,aux-devs simple-audio-card,bitclock-master
    simple-audio-card,frame-master slave-dev slim-ifc-dev snps,axi-config snps,mtl-rx-config
    snps,mtl-tx-config socionext,syscon socionext,syscon-uhs-mode spacemit,apbc spacemit,mpmu
    spdif-controller sprd,syscon sram ssi-controller st,gcan st,vtg ste,config stericsson,audio-codec
    stericsson,cpu-dai su1-dev su2-dev tah-device ti,am65x-oldi-io-ctrl ti,audio-codec ti,cpb-codec
    ti,cpb-mcasp ti,ctrl_mod ti,dmic ti,elm-id ti,iep ti,ivi-codec-a ti,ivi-codec-b ti,ivi-mcasp
    ti,mcasp-controller ti,mcbsp ti,mcpdm ti,mii-g-rt ti,mii-rt ti,oldi-io-ctrl ti,pa-stats
    ti,provided-clocks ti,prus ti,ringacc ti,rproc ti,sci ti,scm ti,serdes-clk ti,syscon-pcie-ctrl
    ti,syscon-sa-cfg ti,timers ti,twl6040 ti,unmapped-event-sources ti,usb-charger-detection
    ti,watchdog-timers transceiver vbus-regulator vmmc wakeup-source wlf,ldoena xlnx,rproc zmii-device
    """
}
