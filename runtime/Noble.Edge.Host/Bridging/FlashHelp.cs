namespace Noble.Edge.Host;

/// <summary>How the firmware gets onto a board.</summary>
internal static class FlashHelp
{
    /// <summary>Boards that there is firmware for.</summary>
    internal static readonly string[] Boards = ["stm32f446", "mps2-an386"];

    /// <summary>The steps for a board.</summary>
    internal static string Of(string board) => board switch
    {
        "stm32f446" => """
            NUCLEO-F446RE (STM32F446)
              make firmware                       leaves artifacts/firmware/stm32f446.bin and .elf
              Plug the board's ST-LINK socket in; it shows up as a drive (NOD_F446RE) and as /dev/ttyACM0. Then one of
                cp artifacts/firmware/stm32f446.bin /media/$USER/NOD_F446RE/
                st-flash --reset write artifacts/firmware/stm32f446.bin 0x08000000        (apt-get install stlink-tools)
                openocd -f board/st_nucleo_f4.cfg -c "program artifacts/firmware/stm32f446.elf verify reset exit"
              The user needs the serial port: usermod -aG dialout $USER, and log in again.
              The emergency input stops everything while it is open: connect it to ground through a normally closed contact, or
              with a wire for a first try. Pins: firmware-bridge/firmware/boards/stm32f446/README.md
              Then
                noble-edge bridge info /dev/ttyACM0

            """,
        _ => """
            mps2-an386 (QEMU's model of ARM's MPS2 board, Cortex-M4): nothing to flash
              make rig-sim                        builds the firmware, starts the board, and streams a population to it

            """,
    };
}
