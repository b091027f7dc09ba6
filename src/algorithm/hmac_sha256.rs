//! HMAC-SHA-256 on kept states.
//!
//! What [`hmac::Hmac`] does, with less around the hash: a message whose blocks lie in one piece is hashed where it
//! lies, and the states after the key's two blocks are resumed rather than a hash finished and fed to another. At
//! 256 bytes that is a tenth of the whole check. The compression is `sha2`'s.

use std::slice::from_ref;

use sha2::block_api::compress256;
use sha2::{Digest as _, Sha256};

use super::hmac::Keyed;
use crate::layout::Tag;

const BLOCK: usize = 64;

/// The state before the first block
/// ([FIPS 180-4, section 5.3.3](https://csrc.nist.gov/pubs/fips/180-4/upd1/final)).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// A message under a key, as far as it has come.
pub(crate) struct HmacSha256 {
    /// How many bytes have come, with the key's block.
    length: u64,
    inner: [u32; 8],
    outer: [u32; 8],
    /// What does not fill a block yet, and zeros behind it.
    buffer: [u8; BLOCK],
}

/// What is derived moves the whole at once, and the first look at a field then has to wait for all of it.
impl Clone for HmacSha256 {
    #[inline]
    fn clone(&self) -> Self {
        let Self { length, inner, outer, .. } = *self;
        let mut clone = Self { length, inner, outer, buffer: [0; BLOCK] };
        // Nothing, where a message begins.
        if self.filled() > 0 {
            clone.buffer = self.buffer;
        }
        clone
    }
}

impl HmacSha256 {
    /// How much of the buffer is filled.
    const fn filled(&self) -> usize {
        (self.length % BLOCK as u64) as usize
    }
}

impl Keyed for HmacSha256 {
    const LENGTH: usize = 32;

    fn with_key(key: &[u8]) -> Self {
        let mut padded = [0; BLOCK];
        if key.len() > BLOCK {
            padded[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            padded[..key.len()].copy_from_slice(key);
        }
        let state = |pad| {
            let mut state = INITIAL;
            compress256(&mut state, from_ref(&padded.map(|byte| byte ^ pad)));
            state
        };
        Self { length: BLOCK as u64, inner: state(0x36), outer: state(0x5c), buffer: [0; BLOCK] }
    }

    #[inline]
    fn update(&mut self, mut data: &[u8]) {
        let filled = self.filled();
        self.length += data.len() as u64;
        if filled > 0 {
            let (fits, rest) = data.split_at(data.len().min(BLOCK - filled));
            self.buffer[filled..filled + fits.len()].copy_from_slice(fits);
            if filled + fits.len() < BLOCK {
                return;
            }
            compress256(&mut self.inner, from_ref(&self.buffer));
            self.buffer = [0; BLOCK];
            data = rest;
        }
        let (blocks, rest) = data.as_chunks();
        if !blocks.is_empty() {
            compress256(&mut self.inner, blocks);
        }
        if !rest.is_empty() {
            self.buffer[..rest.len()].copy_from_slice(rest);
        }
    }

    #[inline]
    fn tag(&mut self) -> Tag {
        let filled = self.filled();
        for (byte, end) in self.buffer.iter_mut().zip(&END[BLOCK - 1 - filled..]) {
            *byte |= end;
        }
        // Where the length does not fit behind the padding, it has a block of its own.
        if filled >= BLOCK - 8 {
            compress256(&mut self.inner, from_ref(&self.buffer));
            self.buffer = [0; BLOCK];
        }
        self.buffer[BLOCK - 8..].copy_from_slice(&(self.length * 8).to_be_bytes());
        compress256(&mut self.inner, from_ref(&self.buffer));

        let mut digest = PADDED;
        copy_state(&self.inner, &mut digest);
        compress256(&mut self.outer, from_ref(&digest));
        let mut tag = [0; 32];
        copy_state(&self.outer, &mut tag);
        Tag::from(&tag[..])
    }
}

/// The bit that ends a message, among zeros: the block that begins so far ahead of it has it where the message ends.
const END: [u8; 2 * BLOCK] = {
    let mut end = [0; 2 * BLOCK];
    end[BLOCK - 1] = 0x80;
    end
};

/// The block of a digest, which is still to be filled in, behind the block of a key.
const PADDED: [u8; BLOCK] = {
    let mut block = [0; BLOCK];
    block[32] = 0x80;
    [block[BLOCK - 2], block[BLOCK - 1]] = ((BLOCK + 32) as u16 * 8).to_be_bytes();
    block
};

#[inline]
fn copy_state(state: &[u32; 8], bytes: &mut [u8]) {
    for (bytes, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};

    use super::*;

    #[test]
    fn it_agrees_with_the_hmac_crate_at_every_length_of_key_message_and_piece() {
        let text: Vec<u8> = (0..=u8::MAX).cycle().take(300).collect();
        for key in [0, 1, 31, 32, 63, 64, 65, 127, 128, 129, 200] {
            let ours = HmacSha256::with_key(&text[..key]);
            let theirs = Hmac::<Sha256>::new_from_slice(&text[..key]).expect("any length");
            for length in 0..text.len() {
                let message = &text[..length];
                let expected = theirs.clone().chain_update(message).finalize().into_bytes();
                for piece in [1, 7, 63, 64, 65, 300] {
                    let mut ours = ours.clone();
                    message.chunks(piece).for_each(|piece| ours.update(piece));
                    assert_eq!(
                        ours.tag().as_ref(),
                        &expected[..],
                        "key {key}, message {length}, pieces {piece}"
                    );
                }
            }
        }
    }
}
