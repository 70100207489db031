#include "api/mentions.h"

#include <gtest/gtest.h>

#include "api/mention_mailer.h"

namespace limn::api {
namespace {

using Ids = std::vector<int64_t>;

access::User person(int64_t id, std::string name) {
    access::User user;
    user.id = id;
    user.username = std::move(name);
    return user;
}

const std::vector<access::User> people{person(1, "ann"), person(2, "j.doe"), person(3, "bob@example.org"),
                                       person(4, "Ann-Marie"), person(5, "\xC3\xA4nne")};

TEST(Mentions, AreNamesBehindAnAt) {
    EXPECT_EQ(named_in("@ann, see @j.doe.", people), (Ids{1, 2}));
    EXPECT_EQ(named_in("(@bob@example.org) @\xC3\xA4nne!", people), (Ids{3, 5}));
    EXPECT_EQ(named_in("@ann @ann", people), Ids{1});
    EXPECT_EQ(named_in("<@ann>", people), Ids{1});
}

TEST(Mentions, AreTheLongestName) {
    EXPECT_EQ(named_in("@Ann-Marie", people), Ids{4});
    EXPECT_EQ(named_in("@ann-", people), Ids{1});
    EXPECT_EQ(named_in("@annabel @ann.b", people), Ids{});
}

TEST(Mentions, AreNoAddresses) {
    EXPECT_EQ(named_in("mail ann@ann", people), Ids{});
    EXPECT_EQ(named_in("@ @@ a@", people), Ids{});
    EXPECT_EQ(named_in("", people), Ids{});
}

TEST(Mentions, TakeAnotherCaseWhereOnePersonFits) {
    EXPECT_EQ(named_in("@ANN @ann-marie", people), (Ids{1, 4}));
    const std::vector<access::User> alike{person(1, "Kim"), person(2, "kim")};
    EXPECT_EQ(named_in("@KIM", alike), Ids{});
    EXPECT_EQ(named_in("@kim", alike), Ids{2});
}

TEST(Mentions, AreBounded) {
    std::vector<access::User> crowd;
    std::string text;
    for (int64_t id = 1; id <= 100; ++id) {
        crowd.push_back(person(id, "p" + std::to_string(id)));
        text += "@p" + std::to_string(id) + " ";
    }
    EXPECT_EQ(named_in(text, crowd).size(), most_mentions);
    EXPECT_EQ(named_in(std::string(100000, '@'), crowd), Ids{});
}

TEST(MentionMail, QuotesEveryLineAndCutsLongOnes) {
    Mention mention{"ann", "crossing", "one\r\ntwo", "http://limn/jobs/1?issue=2", 2, 1};
    EXPECT_NE(mention_mail("a@b", "bob", mention).text.find("> one\n> two\n"), std::string::npos);
    mention.message = std::string(1999, 'x') + "\xC3\xA4\xC3\xA4";
    const auto text = mention_mail("a@b", "bob", mention).text;
    EXPECT_NE(text.find("x ...\n"), std::string::npos);
    EXPECT_EQ(text.find("\xC3\xA4"), std::string::npos);
}

} // namespace
} // namespace limn::api
