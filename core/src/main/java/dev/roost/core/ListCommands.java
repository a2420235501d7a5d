package dev.roost.core;

import dev.roost.model.AccountId;
import dev.roost.model.AccountList;
import dev.roost.model.Change;
import dev.roost.model.Command;
import dev.roost.model.Limits;
import dev.roost.model.ListId;
import dev.roost.model.Outcome;
import dev.roost.model.Refusal;
import dev.roost.model.RepliesPolicy;
import java.util.ArrayList;
import java.util.List;

/** Commands about readers' lists of accounts. */
final class ListCommands {
    private final Workspace work;

    ListCommands(Workspace work) {
        this.work = work;
    }

    Outcome create(Command.CreateList c) {
        Outcome inactive = work.inactive(c.owner());
        if (inactive != null) {
            return inactive;
        }
        if (work.view.lists(c.owner()).size() >= Limits.LISTS) {
            return Workspace.refuse(Refusal.LIMIT_REACHED);
        }
        ListId id = new ListId(++work.heads.lastList);
        store(new AccountList(id, c.owner(), c.title(), c.replies()));
        return new Outcome.ListCreated(id);
    }

    Outcome update(Command.UpdateList c) {
        AccountList list = work.view.list(c.owner(), c.list());
        if (list == null) {
            return Workspace.refuse(Refusal.LIST_NOT_FOUND);
        }
        String title = c.title();
        RepliesPolicy replies = c.replies();
        store(new AccountList(
                list.id(),
                list.owner(),
                title == null ? list.title() : title,
                replies == null ? list.replies() : replies));
        return Workspace.done();
    }

    Outcome delete(Command.DeleteList c) {
        if (work.view.list(c.owner(), c.list()) == null) {
            return Workspace.refuse(Refusal.LIST_NOT_FOUND);
        }
        List<AccountId> members = members(c.list());
        members.forEach(member -> leave(work, c.list(), member));
        work.rows.delete(Table.LISTS, Keys.pair(c.owner().value(), c.list().value()));
        work.emit(new Change.ListChanged(c.owner(), c.list()));
        return Workspace.done();
    }

    Outcome add(Command.AddToList c) {
        if (work.view.list(c.owner(), c.list()) == null) {
            return Workspace.refuse(Refusal.LIST_NOT_FOUND);
        }
        for (AccountId member : c.members()) {
            if (!member.equals(c.owner()) && !work.view.follows(c.owner(), member)) {
                return Workspace.refuse(Refusal.NOT_FOLLOWING);
            }
            if (work.view.inList(c.list(), member)) {
                return Workspace.refuse(Refusal.ALREADY_MEMBER);
            }
        }
        if (members(c.list()).size() + c.members().size() > Limits.LIST_MEMBERS) {
            return Workspace.refuse(Refusal.LIMIT_REACHED);
        }
        for (AccountId member : c.members()) {
            work.rows.put(Table.LIST_MEMBERS, Keys.pair(c.list(), member), Keys.NONE);
            work.rows.put(
                    Table.LISTS_BY_MEMBER,
                    Keys.pair(member.value(), c.list().value()),
                    Rows.number(c.owner().value()));
        }
        work.emit(new Change.ListChanged(c.owner(), c.list()));
        return Workspace.done();
    }

    Outcome remove(Command.RemoveFromList c) {
        if (work.view.list(c.owner(), c.list()) == null) {
            return Workspace.refuse(Refusal.LIST_NOT_FOUND);
        }
        boolean any = false;
        for (AccountId member : c.members()) {
            if (work.view.inList(c.list(), member)) {
                leave(work, c.list(), member);
                any = true;
            }
        }
        if (any) {
            work.emit(new Change.ListChanged(c.owner(), c.list()));
        }
        return Workspace.done();
    }

    static void leave(Workspace work, ListId list, AccountId member) {
        work.rows.delete(Table.LIST_MEMBERS, Keys.pair(list, member));
        work.rows.delete(Table.LISTS_BY_MEMBER, Keys.pair(member.value(), list.value()));
    }

    private void store(AccountList list) {
        work.rows.put(Table.LISTS, Keys.pair(list.owner().value(), list.id().value()), Rows.list(list));
        work.emit(new Change.ListChanged(list.owner(), list.id()));
    }

    private List<AccountId> members(ListId list) {
        List<AccountId> members = new ArrayList<>();
        work.view.listMembers(list, members::add);
        return members;
    }
}
