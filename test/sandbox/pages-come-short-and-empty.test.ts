// Lists are cut into small pages, some of them empty with a token; the SDK's own paginators still find everything.
import { paginateListVirtualMFADevices } from "@aws-sdk/client-iam";
import * as organizations from "@aws-sdk/client-organizations";
import { expect, it } from "@jest/globals";

import { clientsOf, collectPages, failure, inside, withSandbox } from "./clients.ts";

it("finds all accounts once, in order, past empty pages", () =>
  withSandbox({ accounts: 14 }, async (sandbox) => {
    const { organizations: client } = clientsOf(sandbox);
    const pages = organizations.paginateListAccounts({ client }, {});
    const { items, sizes } = await collectPages(pages, ({ Accounts }) => Accounts);
    expect(sizes).toEqual([3, 0, 3, 0, 3, 0, 3, 0, 2]);
    expect(items.map(({ Id }) => Id)).toEqual(sandbox.accounts.map(({ id }) => id));
  }));

it("asks for smaller pages when told to, and never sends empty ones when told not to", () =>
  withSandbox({ accounts: 5, emptyPages: 0, pageSize: 20 }, async (sandbox) => {
    const { organizations: client } = clientsOf(sandbox);
    const pages = organizations.paginateListAccounts({ client, pageSize: 2 }, {});
    expect((await collectPages(pages, ({ Accounts }) => Accounts)).sizes).toEqual([2, 2, 1]);
  }));

it("keeps to the service's own maximum of 20", () =>
  withSandbox({ accounts: 30, pageSize: 1000, emptyPages: 0 }, async (sandbox) => {
    const { organizations: client } = clientsOf(sandbox);
    const pages = organizations.paginateListAccounts({ client }, {});
    expect((await collectPages(pages, ({ Accounts }) => Accounts)).sizes).toEqual([20, 10]);
    const tooMany = await failure(client.send(new organizations.ListAccountsCommand({ MaxResults: 21 })));
    expect(tooMany).toMatchObject({ name: "InvalidInputException", Reason: "MAX_VALUE_EXCEEDED" });
  }));

it("pages every list of the tree", () =>
  withSandbox({ accounts: 60 }, async (sandbox) => {
    const { organizations: client } = clientsOf(sandbox);
    const { Roots } = await client.send(new organizations.ListRootsCommand({}));
    const units: string[] = [Roots![0]!.Id!];
    const found: string[] = [];
    for (const ParentId of units) {
      const below = organizations.paginateListOrganizationalUnitsForParent({ client }, { ParentId });
      units.push(
        ...(await collectPages(below, (page) => page.OrganizationalUnits)).items.map(({ Id }) => Id!),
      );
      const inside = organizations.paginateListAccountsForParent({ client }, { ParentId });
      found.push(...(await collectPages(inside, ({ Accounts }) => Accounts)).items.map(({ Id }) => Id!));
    }
    expect(units).toHaveLength(11);
    expect(found.toSorted()).toEqual(sandbox.accounts.map(({ id }) => id).toSorted());
    const everything = organizations.paginateListTargetsForPolicy(
      { client },
      { PolicyId: "p-FullAWSAccess" },
    );
    expect((await collectPages(everything, ({ Targets }) => Targets)).items).toHaveLength(71);
  }));

it("pages IAM with IsTruncated and Marker", () =>
  withSandbox({}, async (sandbox) => {
    const { iam: client } = await inside(sandbox, "forgotten-totp");
    const pages = paginateListVirtualMFADevices({ client }, {});
    expect((await collectPages(pages, ({ VirtualMFADevices }) => VirtualMFADevices)).sizes).toEqual([3, 1]);
  }));

it("refuses a token it never gave", () =>
  withSandbox({}, async (sandbox) => {
    const { organizations: client } = clientsOf(sandbox);
    const error = await failure(client.send(new organizations.ListAccountsCommand({ NextToken: "made-up" })));
    expect(error.name).toBe("InvalidInputException");
  }));
