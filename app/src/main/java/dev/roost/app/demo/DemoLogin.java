package dev.roost.app.demo;

/** Somebody whom one can sign in as; the password is no secret. */
record DemoLogin(String username, String email, String password) {
    static DemoLogin of(String username) {
        return new DemoLogin(username, username + "@roost.example", "roost-demo-" + username);
    }
}
