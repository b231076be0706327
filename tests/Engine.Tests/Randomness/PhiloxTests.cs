using Engine.Randomness;

namespace Engine.Tests.Randomness;

/// <summary>Known answers of the Random123 distribution's file <c>kat_vectors</c>, philox4x32 with 10 rounds.</summary>
public sealed class PhiloxTests
{
    [Fact]
    public void Zero_counter_and_key() =>
        Assert.Equal(new PhiloxBlock(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8), Philox.Block(default, 0, 0));

    [Fact]
    public void All_ones() =>
        Assert.Equal(
            new PhiloxBlock(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd),
            Philox.Block(new PhiloxBlock(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue), uint.MaxValue, uint.MaxValue));

    [Fact]
    public void Digits_of_pi() =>
        Assert.Equal(
            new PhiloxBlock(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1),
            Philox.Block(new PhiloxBlock(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), 0xa4093822, 0x299f31d0));
}
