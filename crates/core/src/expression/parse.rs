//! From tokens to a tree, by recursive descent. Depth is bounded, so that no text can overflow the stack.

use super::{
    ExpressionFault,
    token::{Token, TokenKind, tokens},
    tree::{Comparison, Node, NodeKind, Operation},
};
use crate::message::Message;

/// Deepest nesting of brackets and `not`.
const DEEPEST: usize = 64;

/// Longest expression, in words and signs: a chain of `+` or `and` is as deep as it is long.
const LONGEST: usize = 300;

/// Reads an expression.
pub fn parse(text: &str) -> Result<Node, ExpressionFault> {
    let tokens = tokens(text)?;
    if let Some(token) = tokens.get(LONGEST) {
        return Err(ExpressionFault::new(token.at.clone(), Message::new("expression-too-long").with("most", LONGEST)));
    }
    let mut parser = Parser { tokens, next: 0, depth: 0, end: text.len() };
    let node = parser.or()?;
    match parser.peek() {
        None => Ok(node),
        Some(token) => Err(ExpressionFault::new(token.at.clone(), Message::new("expression-left-over"))),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    end: usize,
}

type Parsed = Result<Node, ExpressionFault>;

fn join(left: Node, right: Node, kind: impl FnOnce(Box<Node>, Box<Node>) -> NodeKind) -> Node {
    Node { at: left.at.start..right.at.end, kind: kind(Box::new(left), Box::new(right)) }
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Token { kind: TokenKind::Sign(one), .. }) if *one == sign);
        self.next += usize::from(is_it);
        is_it
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Token { kind: TokenKind::Name(name), .. }) if name == word);
        self.next += usize::from(is_it);
        is_it
    }

    fn fault(&self, key: &str) -> ExpressionFault {
        let at = self.peek().map_or(self.end..self.end, |token| token.at.clone());
        ExpressionFault::new(at, Message::new(key))
    }

    fn expect(&mut self, sign: &'static str) -> Result<usize, ExpressionFault> {
        let end = self.peek().map_or(self.end, |token| token.at.end);
        if self.take_sign(sign) {
            return Ok(end);
        }
        let mut fault = self.fault("expression-expected-sign");
        fault.message = fault.message.with("sign", sign);
        Err(fault)
    }

    fn deeper(&mut self, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= DEEPEST {
            return Err(self.fault("expression-too-deep"));
        }
        self.depth += 1;
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }

    fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.take_word("or") {
            left = join(left, self.and()?, NodeKind::Or);
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.not()?;
        while self.take_word("and") {
            left = join(left, self.not()?, NodeKind::And);
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed {
        let from = self.peek().map_or(self.end, |token| token.at.start);
        if !self.take_word("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::not)?;
        Ok(Node { at: from..inner.at.end, kind: NodeKind::Not(Box::new(inner)) })
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let signs = [
            ("=", Comparison::Equal),
            ("!=", Comparison::Unequal),
            ("<=", Comparison::AtMost),
            ("<", Comparison::Below),
            (">=", Comparison::AtLeast),
            (">", Comparison::Above),
        ];
        for (sign, comparison) in signs {
            if self.take_sign(sign) {
                return Ok(join(left, self.sum()?, |left, right| NodeKind::Compare(comparison, left, right)));
            }
        }
        let before = self.next;
        let is_negated = self.take_word("not");
        if self.take_word("in") {
            let inside = self.membership(left)?;
            return Ok(negated_if(is_negated, inside));
        }
        self.next = before;
        if self.take_word("is") {
            let is_negated = self.take_word("not");
            let end = self.peek().map_or(self.end, |token| token.at.end);
            if !self.take_word("null") {
                return Err(self.fault("expression-expected-null"));
            }
            let null = Node { at: left.at.start..end, kind: NodeKind::IsNull(Box::new(left)) };
            return Ok(negated_if(is_negated, null));
        }
        Ok(left)
    }

    fn membership(&mut self, left: Node) -> Parsed {
        let from = left.at.start;
        if !self.take_sign("(") {
            let parameter = self.atom()?;
            return Ok(Node { at: from..parameter.at.end, kind: NodeKind::In(Box::new(left), vec![parameter]) });
        }
        let mut list = vec![self.atom()?];
        while self.take_sign(",") {
            list.push(self.atom()?);
        }
        let end = self.expect(")")?;
        Ok(Node { at: from..end, kind: NodeKind::In(Box::new(left), list) })
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operation = match () {
                () if self.take_sign("+") => Operation::Plus,
                () if self.take_sign("-") => Operation::Minus,
                () => return Ok(left),
            };
            left = join(left, self.product()?, |left, right| NodeKind::Arithmetic(operation, left, right));
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.atom()?;
        loop {
            let operation = match () {
                () if self.take_sign("*") => Operation::Times,
                () if self.take_sign("/") => Operation::Over,
                () => return Ok(left),
            };
            left = join(left, self.atom()?, |left, right| NodeKind::Arithmetic(operation, left, right));
        }
    }

    fn atom(&mut self) -> Parsed {
        let Some(token) = self.peek().cloned() else { return Err(self.fault("expression-ends-early")) };
        if self.take_sign("(") {
            let inner = self.deeper(Self::or)?;
            self.expect(")")?;
            return Ok(inner);
        }
        let kind = match token.kind {
            TokenKind::Sign(_) => return Err(self.fault("expression-expected-value")),
            TokenKind::Number(number) => NodeKind::Number(number),
            TokenKind::Day(day) => NodeKind::Day(day),
            TokenKind::Text(text) => NodeKind::Text(text.as_str().into()),
            TokenKind::Parameter(name) => NodeKind::Parameter(name),
            TokenKind::Name(name) => return self.name(name, token.at.start),
        };
        self.next += 1;
        Ok(Node { at: token.at, kind })
    }

    fn name(&mut self, name: String, from: usize) -> Parsed {
        let mut end = self.peek().map_or(self.end, |token| token.at.end);
        self.next += 1;
        if name == "true" || name == "false" {
            return Ok(Node { at: from..end, kind: NodeKind::Truth(name == "true") });
        }
        if self.take_sign("(") {
            return self.deeper(|parser| parser.call(name, from));
        }
        let mut names = vec![name];
        while self.take_sign(".") {
            let Some(Token { at, kind: TokenKind::Name(next) }) = self.peek().cloned() else {
                return Err(self.fault("expression-expected-name"));
            };
            (end, self.next) = (at.end, self.next + 1);
            names.push(next);
        }
        Ok(Node { at: from..end, kind: NodeKind::Name(names) })
    }

    fn call(&mut self, name: String, from: usize) -> Parsed {
        let mut arguments = vec![self.or()?];
        while self.take_sign(",") {
            arguments.push(self.or()?);
        }
        let end = self.expect(")")?;
        Ok(Node { at: from..end, kind: NodeKind::Call(name, arguments) })
    }
}

fn negated_if(is_negated: bool, node: Node) -> Node {
    if is_negated { Node { at: node.at.clone(), kind: NodeKind::Not(Box::new(node)) } } else { node }
}
