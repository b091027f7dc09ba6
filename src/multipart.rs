//! Fields of a multipart form ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)), where they lie.

/// The names and values of the fields, or nothing where the body is no multipart form.
///
/// The delimiter is read off the body's first line, which no other form begins like, so that no header is
/// needed.
pub(crate) fn fields(body: &[u8]) -> Option<impl Iterator<Item = (&str, &[u8])>> {
    let line = body.windows(2).position(|pair| pair == b"\r\n")?;
    let (delimiter, _) = body.split_at(line);
    // Two hyphens, and a boundary of 1 to 70 characters (RFC 2046, section 5.1.1).
    let is_delimiter = delimiter.starts_with(b"--") && (3..=72).contains(&delimiter.len());
    is_delimiter.then(|| Parts { rest: &body[line + 2..], delimiter }.filter_map(field))
}

/// The parts behind the first delimiter.
struct Parts<'a> {
    rest: &'a [u8],
    delimiter: &'a [u8],
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let ends =
            |rest: &[u8]| rest.strip_prefix(b"\r\n").is_some_and(|rest| rest.starts_with(self.delimiter));
        let end = (0..self.rest.len()).find(|at| ends(&self.rest[*at..]))?;
        let (part, rest) = self.rest.split_at(end);
        let rest = &rest[2 + self.delimiter.len()..];
        // The last delimiter has two hyphens behind it.
        self.rest = rest.strip_prefix(b"\r\n").unwrap_or_default();
        Some(part)
    }
}

/// The name and the value of a part.
fn field(part: &[u8]) -> Option<(&str, &[u8])> {
    let end = part.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = str::from_utf8(&part[..end]).ok()?;
    let disposition = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let name = disposition.split(';').find_map(|parameter| parameter.trim().strip_prefix("name="))?;
    Some((name.trim_matches('"'), &part[end + 4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Option<Vec<(&str, &[u8])>> {
        fields(body.as_bytes()).map(Iterator::collect)
    }

    #[test]
    fn fields_are_found_where_they_lie() {
        let body = "--x1\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{\"a\":1}\r\n\
                    --x1\r\ncontent-type: text/plain\r\ncontent-disposition: form-data; name=b\r\n\r\n\r\n--x1--\r\n";
        assert_eq!(read(body), Some(vec![("json", &b"{\"a\":1}"[..]), ("b", b"")]));
    }

    #[test]
    fn what_is_no_multipart_form_has_no_such_fields() {
        for body in ["", "a=1&b=2", "--", "--\r\n", "{}", "-x\r\n"] {
            assert_eq!(read(body), None, "{body:?}");
        }
        // Without an end, without a name, without a value.
        let whole = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1";
        for body in [whole, "--x\r\nContent-Type: a\r\n\r\n1\r\n--x--", "--x\r\n\r\n--x--", "--x\r\n--x--"] {
            assert_eq!(read(body), Some(Vec::new()), "{body:?}");
        }
    }
}
