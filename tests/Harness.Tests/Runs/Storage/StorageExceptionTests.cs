using Harness.Runs.Storage;

namespace Harness.Tests.Runs.Storage;

/// <summary>The advice follows from the reason: no room is freed where nothing may be written at all.</summary>
public class StorageExceptionTests
{
    /// <summary>Numbers as Linux's errno.h has them: ENOSPC 28, EDQUOT 122, EROFS 30, ENOTDIR 20.</summary>
    [Theory]
    [InlineData(28, "Free space or choose another --out; rest.", false)]
    [InlineData(122, "Free space or choose another --out; rest.", false)]
    [InlineData(30, "place cannot be written: why Choose another --out; rest.", true)]
    [InlineData(20, "place cannot be written: why Choose another --out; rest.", false)]
    public void It_follows_from_the_error(int number, string end, bool isReadOnly)
    {
        var told = StorageException.Of("place", new IOException("why", number), "; rest");
        Assert.EndsWith(end, told.Message, StringComparison.Ordinal);
        Assert.Equal(isReadOnly, told.IsReadOnly);
    }

    [Fact]
    public void Rights_are_changed() => Assert.Equal(
        "place cannot be written: denied Change the rights of that place or choose another --out.",
        StorageException.Of("place", new UnauthorizedAccessException("denied")).Message);
}
