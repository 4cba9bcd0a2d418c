import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.firefox import unpack
from pipeline.packages.zstandard import most
from tests.packages.tiny_firefox import zstd


@given(st.binary(max_size=300_000))
def test_blocks_that_are_not_packed_are_counted_to_the_byte(data: bytes) -> None:
    """
    Nothing is unpacked to know it.
    """
    assert len(data) == most(zstd(data))


# What zstd 1.5 makes of the 256 bytes in their order, 1,200 times, and seven letters: of a file,
# with a sum at the end, and of what comes through a pipe, whose size it does not know.
SIZE = 256 * 1200 + 7
BYTES = bytes(range(256)).hex()
OF_FILE = f"""
    28b52ffda407b004005c08000410 {BYTES} 010000fdfe03f99a02540000000100fdff0300f208047d000038
    787878787878780100fd2f1d000140cd5b54"""
OF_PIPE = f"""
    28b52ffd00485c08000410 {BYTES} 010000fdfe03f99a024c000008000100fcff3910028500004000787878787878
    780100fc2f1d0801"""


@pytest.mark.parametrize("packed", [OF_FILE, OF_PIPE])
def test_what_zstd_packs_unpacks_to_no_more_and_little_less(packed: str) -> None:
    """
    A block has 128 KB at most.
    """
    data = bytes.fromhex(packed)

    assert len(unpack(data, "")) == SIZE <= most(data) < SIZE + (1 << 17)


@pytest.mark.parametrize(
    "data", [b"", b"\x28\xb5\x2f\xfd", b"PK\x03\x04 and more", b"\x1f\x8b\x08" * 9]
)
def test_other_files_are_refused(data: bytes) -> None:
    """
    Such as archives of another kind.
    """
    with pytest.raises(ValueError, match="zstd"):
        most(data)


@pytest.mark.parametrize("left", [5, 10, 12, 50])
def test_a_file_that_ends_early_is_refused(left: int) -> None:
    """
    Wherever that is.
    """
    with pytest.raises(ValueError, match="cut short"):
        most(zstd(b"x" * 100)[:left])


def test_a_block_of_no_known_kind_is_refused() -> None:
    """
    One kind is kept for later versions of the format.
    """
    with pytest.raises(ValueError, match="damaged"):
        most(zstd(b"")[:-3] + b"\x07\0\0")
